"""What every kind of rule must do, whichever it is; one that is added is tried here by itself."""

import ast
import inspect
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import governance
from governance.reckoning.rules import registry
from governance.reckoning.rules.kind import RuleKind
from governance.reckoning.rules.kinds.majorities import ENTRENCHABLE, ONE_VOTE
from governance.reckoning.rules.registry import rule_kind_named, rule_kinds, settings
from governance.reckoning.rules.rulebook import Rulebook, as_json
from governance.reckoning.rules.setting import ChangedBy, NotPossible, Setting, Shape, Value

KINDS = [pytest.param(kind, id=kind.name) for kind in rule_kinds()]
SETTINGS = [pytest.param(setting, id=key) for key, setting in settings().items()]
NUMBERS = [
    pytest.param(setting, id=key)
    for key, setting in settings().items()
    if setting.shape is Shape.NUMBER
]
OPTIONS = [
    pytest.param(setting, name, id=f"{key}={name}")
    for key, setting in settings().items()
    for name, _words in setting.options
]
CITED = re.compile(r"\d{4}|section|article|regulation|\[G\]|\[J\]")
PACKAGE = Path(governance.__file__).parent

# Kinds and settings that nothing obeys yet, and the feature that will; it shortens this list.
AWAITED = {
    "surplus": "rounds on the surplus",
    "leave": "the leave market",
    "proxies": "general meetings: proxies",
    "meetings.place": "general meetings: where they are",
    "meetings.poll_members": "general meetings: polls demanded in the room",
    "meetings.poll_percent": "general meetings: polls demanded in the room",
    "meetings.chair_may_demand_poll": "general meetings: polls demanded in the room",
    "meetings.in_writing": "resolutions in writing",
    "meetings.written_days": "resolutions in writing",
    "notice.email_days": "general meetings: notices",
    "notice.post_days": "general meetings: notices",
    "notice.short_notice_percent": "general meetings: notices",
    "notice.adjourned_after_days": "general meetings: notices",
    "notice.adjourned_days": "general meetings: notices",
    "notice.requisition_percent": "general meetings that members require",
    "notice.requisition_call_days": "general meetings that members require",
    "notice.requisition_hold_days": "general meetings that members require",
    "quorum.wait_minutes": "general meetings: who is in the room",
    "board.filled_until": "general meetings: the day of the next annual one",
}
# Settings that a function looks up by the name of the decision: `getattr(self, decision)`.
LOOKED_UP = {
    "majorities": "MajorityRules.needed_for",
    "ballots": "BallotRules.secrecies",
}


def is_awaited(setting: Setting) -> bool:
    """Say whether the feature that reads it is still to come."""
    return setting.key.partition(".")[0] in AWAITED or setting.key in AWAITED


def edges(setting: Setting) -> list[Value]:
    """Return the values at which a clause is most likely to read badly."""
    if setting.shape is Shape.YES_NO:
        found: list[Value] = [True, False]
    elif setting.shape is Shape.CHOICE:
        found = [name for name, _words in setting.options]
    elif setting.shape is Shape.CHOICES:
        every = tuple(name for name, _words in setting.options)
        found = [(), every, *((name,) for name in every)]
    else:
        found = [setting.least, setting.most]
    return [setting.default, *found, *([None] if setting.may_be_none else [])]


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_a_name_a_title_and_says_what_it_is_about(kind: type[RuleKind]) -> None:
    assert rule_kind_named(kind.name) is kind
    assert re.fullmatch("[a-z_]+", kind.name)
    assert kind.title[0].isupper()
    assert not kind.title.endswith(".")
    assert kind.about.endswith(".")
    assert kind.settings()


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_a_kind_is_a_setting_and_no_key_is_there_twice(kind: type[RuleKind]) -> None:
    rule = kind()
    keys = [setting.key for setting in kind.settings()]

    assert list(rule.values()) == keys
    assert len(set(keys)) == len(keys)
    assert set(vars(rule)) == {setting.name for setting in kind.settings()}


def test_no_key_belongs_to_two_kinds() -> None:
    keys = [setting.key for kind in rule_kinds() for setting in kind.settings()]

    assert len(set(keys)) == len(keys) == len(settings())


@pytest.mark.parametrize("kind", KINDS)
def test_the_usual_values_contradict_nothing(kind: type[RuleKind]) -> None:
    assert list(kind().contradictions()) == []


@pytest.mark.parametrize("kind", KINDS)
def test_values_go_to_json_and_come_back_the_same(kind: type[RuleKind]) -> None:
    rule = kind()
    kept = json.loads(json.dumps({key: as_json(value) for key, value in rule.values().items()}))
    by_name = {key.rpartition(".")[2]: value for key, value in kept.items()}

    assert kind.from_values(by_name) == rule
    assert Rulebook.from_values(kept).of(kind) == rule


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_can_be_entrenched_and_has_its_place_in_the_rulebook(kind: type[RuleKind]) -> None:
    assert kind.name in dict(ENTRENCHABLE)
    assert kind.name in registry.READING_ORDER
    assert dict(ENTRENCHABLE)[kind.name][0].isupper()


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_setting_is_labelled_explained_and_cited(setting: Setting) -> None:
    assert setting.label[0].isupper()
    assert not setting.label.endswith(".")
    assert "%" not in setting.label, "a label stands in sentences"
    assert setting.help.endswith(".") or is_awaited(setting), "say why, or what is usual"
    assert setting.says.endswith(".")
    assert CITED.search(setting.source), f"{setting.source!r} has no date, section or mark"


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_clause_tells_the_value(setting: Setting) -> None:
    if setting.shape is Shape.YES_NO:
        assert setting.says_none, "say what holds if the answer is no"
        return
    assert "%(value)s" in setting.says
    if setting.may_be_none:
        assert setting.says_none.endswith("."), "say what holds without a figure"


@pytest.mark.parametrize("setting", SETTINGS)
def test_clauses_read_well_at_the_edges(setting: Setting) -> None:
    for value in edges(setting):
        checked = setting.checked(value)
        for written in (str(setting.clause(checked)), str(setting.written(checked))):
            assert "%(" not in written
            assert "%%" not in written
            assert not re.search(r"(?<!\d)%", written)
            assert written == written.strip()
            assert "  " not in written
        clause = str(setting.clause(checked))
        assert clause.endswith(".")
        assert clause[0].isupper() or clause[0].isdigit() or clause[0] in "£“"


@pytest.mark.parametrize("setting", SETTINGS)
def test_different_values_make_different_clauses(setting: Setting) -> None:
    values = {setting.checked(value) for value in edges(setting)}

    assert len({str(setting.clause(value)) for value in values}) == len(values)


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_default_is_allowed(setting: Setting) -> None:
    assert setting.checked(setting.default) == setting.default


@pytest.mark.parametrize("setting", SETTINGS)
def test_no_value_is_refused_unless_there_may_be_none(setting: Setting) -> None:
    if setting.may_be_none:
        assert setting.checked(None) is None
        return
    with pytest.raises(NotPossible, match="enter a value"):
        setting.checked(None)


@pytest.mark.parametrize("setting", NUMBERS)
def test_a_figure_is_bounded_has_a_unit_and_is_refused_just_outside(setting: Setting) -> None:
    assert setting.unit is not None
    assert setting.least is not None
    assert setting.most is not None
    assert setting.least < setting.most or setting.changed_by is ChangedBy.NOBODY
    assert setting.checked(setting.least) == setting.least
    assert setting.checked(setting.most) == setting.most
    with pytest.raises(NotPossible, match=r"must be .* or more\.") as below:
        setting.checked(setting.least - 1)
    with pytest.raises(NotPossible, match=r"must be .* or less\."):
        setting.checked(setting.most + 1)
    assert below.value.key == setting.key


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize(
    "wrong",
    ["", "a word", 1.5, [1], {}, object()],
    ids=["nothing", "a word", "a fraction", "a list", "a mapping", "another thing"],
)
def test_what_is_of_another_shape_is_refused_in_words(setting: Setting, wrong: Any) -> None:
    if setting.shape is Shape.CHOICES and wrong == {}:
        return
    with pytest.raises(NotPossible) as refused:
        setting.checked(wrong)
    assert str(refused.value.sentence).startswith(setting.label)


@pytest.mark.parametrize(("setting", "name"), OPTIONS)
def test_every_option_can_be_chosen_and_is_worded(setting: Setting, name: str) -> None:
    value = setting.checked([name] if setting.shape is Shape.CHOICES else name)
    words = dict(setting.options)[name]

    assert words in str(setting.clause(value))
    assert not words.endswith(".")
    assert len(name) <= 40
    assert len(dict(setting.options)) == len(setting.options)


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_setting_is_obeyed_by_something_or_awaits_a_feature(setting: Setting) -> None:
    kind = rule_kind_named(setting.key.partition(".")[0])

    if not is_awaited(setting):
        assert setting.name in names_read(kind), "nothing reads it: a change would change nothing"


@pytest.mark.parametrize("awaited", sorted(AWAITED))
def test_what_is_awaited_is_there_and_not_read_yet(awaited: str) -> None:
    """Whoever builds the feature takes it out of the list, and the test above looks on."""
    kind = rule_kind_named(awaited.partition(".")[0])
    names = {setting.name for setting in kind.settings() if awaited in (setting.key, kind.name)}

    assert names, "it is no kind and no setting any more"
    assert not names & names_read(kind), f"{AWAITED[awaited]} are there: shorten the list"


def test_every_kind_that_a_rulebook_is_read_by_is_there() -> None:
    there = [kind.name for kind in rule_kinds()]

    assert there == [name for name in registry.READING_ORDER if name in there]
    assert set(registry.READING_ORDER) - set(there) <= set(AWAITED)
    kinds_entrenched = tuple(name for name, _words in ENTRENCHABLE if name != ONE_VOTE)
    assert kinds_entrenched == registry.READING_ORDER


@cache
def names_read(kind: type[RuleKind]) -> frozenset[str]:
    """Return the settings that other modules read, by themselves or by the kind's functions."""
    found: set[str] = set()
    if kind.name in LOOKED_UP:
        found |= {each.name for each in kind.settings() if each.shape is Shape.CHOICE}
    for path in readers(kind):
        found |= set(re.findall(r"\.([a-z_]+)\b", path.read_text(encoding="utf-8")))
    within = _names_read_within(kind)
    while more := {name for each in found for name in within.get(each, ())} - found:
        found |= more
    return frozenset(found)


@cache
def readers(kind: type[RuleKind]) -> tuple[Path, ...]:
    """Return the files outside the kinds that name the kind's class."""
    kinds = PACKAGE / "reckoning" / "rules" / "kinds"
    return tuple(
        path
        for path in PACKAGE.rglob("*.py")
        if not path.is_relative_to(kinds)
        and re.search(rf"\b{kind.__name__}\b", path.read_text(encoding="utf-8"))
    )


def _names_read_within(kind: type[RuleKind]) -> dict[str, set[str]]:
    """Return what each function of the class reads of `self`, its contradictions left out."""
    tree = ast.parse(inspect.getsource(kind))
    return {
        function.name: {
            node.attr
            for node in ast.walk(function)
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id == "self"
        }
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef) and function.name != "contradictions"
    }
