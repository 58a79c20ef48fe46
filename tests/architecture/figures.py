"""The figures that stand in the code: numbers that could be a rule of the society.

Nought and one are no figures here, for they count, begin and say yes; and words are looked at as
well, since "within seven days" on a page is a rule that nobody can change.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.architecture.source import PACKAGE, modules, shown, templates, tree_of

# What holds the figures of rules and of the law, and what knows nothing of a society's rules.
HOME = ("reckoning/rules/", "reckoning/statutes.py", "reckoning/resolutions/kinds/")
APART = {
    "demonstration/": "a made-up society and its past",
    "infrastructure/": "the machine room: it may import no feature",
    "web/": "the shell of every page: it may import no feature",
    "static/": "drawings",
    "reckoning/counting/": "arithmetic of the count, which has its own page of rules",
}
AMOUNTS = {"timedelta", "Fraction", "Decimal"}
EXACT = {"Fraction", "Decimal"}  # a figure only if every part of it is written out
OF_TIME = {"months_after", "years_after", "working_days_after", "working_days_before"}
BOUNDS = {"least", "most", "days", "weeks", "hours", "minutes", "months", "years"}
NUMBERS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|twenty|thirty|ninety"
    "|[2-9]|[0-9]{2,}"
)
COUNTED = "days?|weeks?|months?|years?|hours?|minutes?|members|directors|seconders|scrutineers"
IN_WORDS = re.compile(
    rf"(?<![\w.,])({NUMBERS})[ -](clear |working |more )?({COUNTED})\b(?! [0-9])", re.IGNORECASE
)


@dataclass(frozen=True, order=True)
class FigureFound:
    """A number that stands in a file: as a name's value, in an expression, or in words."""

    where: str
    what: str


@cache
def figures_in_code() -> frozenset[FigureFound]:
    """Return the figures of every module that should hold none of a rule."""
    return frozenset(
        FigureFound(place_of(module), what)
        for module in modules()
        if _is_looked_at(module)
        for what in _in_module(tree_of(module))
    )


@cache
def figures_in_words() -> frozenset[FigureFound]:
    """Return the figures that sentences and pages say out loud."""
    of_pages = ((page, page.read_text(encoding="utf-8")) for page in templates())
    of_code = (
        (module, sentence)
        for module in modules()
        if _is_looked_at(module)
        for sentence in _sentences(tree_of(module))
    )
    return frozenset(
        FigureFound(place_of(path), said)
        for path, text in (*of_pages, *of_code)
        for said in in_text(text)
    )


def in_source(source: str) -> set[str]:
    """Return the figures of a piece of code, as they are listed."""
    return set(_in_module(ast.parse(source)))


def in_text(text: str) -> list[str]:
    """Return the figures of a sentence."""
    return [found.group() for found in IN_WORDS.finditer(text)]


def place_of(path: Path) -> str:
    """Return a file's name as the list has it: a module's within the package."""
    return shown(path).removeprefix("governance/")


def _is_looked_at(module: Path) -> bool:
    place = module.relative_to(PACKAGE).as_posix()
    return not place.startswith((*HOME, *APART))


def _in_module(tree: ast.Module) -> Iterator[str]:
    named = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef)
        for _name, value in _values(node)
        for part in ast.walk(value)
    }
    for node in ast.walk(tree):
        if id(node) in named:
            continue
        if isinstance(node, ast.Module | ast.ClassDef):
            yield from (name for name, _value in _values(node))
        elif isinstance(node, ast.FunctionDef):
            yield from _defaults(node)
        elif isinstance(node, ast.Compare):
            if any(_is_figure(each) for each in (node.left, *node.comparators)):
                yield ast.unparse(node)
        elif isinstance(node, ast.Call):
            yield from _given(node)


def _values(owner: ast.Module | ast.ClassDef) -> Iterator[tuple[str, ast.expr]]:
    """Yield the names that a module or a class gives a figure, and what it is."""
    for node in owner.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if _has_figure(node.value) and not _is_status(target, node.value):
                yield ast.unparse(target), node.value


def _defaults(function: ast.FunctionDef) -> Iterator[str]:
    named = [*function.args.posonlyargs, *function.args.args]
    given = function.args.defaults
    pairs = [*zip(named[len(named) - len(given) :], given, strict=True)]
    pairs += [
        (name, value)
        for name, value in zip(function.args.kwonlyargs, function.args.kw_defaults, strict=True)
        if value is not None
    ]
    yield from (f"{function.name}({name.arg}=…)" for name, value in pairs if _has_figure(value))


def _given(call: ast.Call) -> Iterator[str]:
    """Yield a call that is given a length of time, a share or a bound as a figure."""
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    if name in AMOUNTS | OF_TIME:
        if _is_written_out(name, call):
            yield ast.unparse(call)
        return
    for each in call.keywords:
        if each.arg in BOUNDS and _is_figure(each.value):
            yield f"{each.arg}={ast.unparse(each.value)}"


def _has_figure(node: ast.expr) -> bool:
    """Say whether a value is a figure, or plainly holds one: in a sum, a list or a table."""
    if isinstance(node, ast.BinOp):
        return _has_figure(node.left) or _has_figure(node.right)
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return any(_has_figure(each) for each in node.elts)
    if isinstance(node, ast.Dict):
        return any(_has_figure(each) for each in node.values)
    if isinstance(node, ast.Call):
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        return name in AMOUNTS and _is_written_out(name, node)
    return _is_figure(node)


def _is_written_out(name: str, call: ast.Call) -> bool:
    given = [*call.args, *(each.value for each in call.keywords)]
    if name in EXACT and not all(isinstance(each, ast.Constant | ast.UnaryOp) for each in given):
        return False
    return any(map(_is_amount, given))


def _is_amount(node: ast.expr) -> bool:
    """Say whether it is a figure, or one in quotes as Decimal takes it."""
    return _is_figure(node) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _is_figure(node: ast.expr) -> bool:
    if isinstance(node, ast.UnaryOp):
        return _is_figure(node.operand)
    if isinstance(node, ast.BinOp):
        return _is_figure(node.left) or _is_figure(node.right)
    if not isinstance(node, ast.Constant) or isinstance(node.value, bool):
        return False
    return isinstance(node.value, int | float) and node.value not in (0, 1)


def _is_status(target: ast.expr, value: ast.expr) -> bool:
    """Say whether it is how a refusal is answered over HTTP."""
    return ast.unparse(target) == "status" and isinstance(value, ast.Constant)


def _sentences(tree: ast.Module) -> Iterator[str]:
    """Yield every text of a module that is no docstring."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in docstrings:
            continue
        if isinstance(node.value, str):
            yield node.value
