"""The page of every legal form: `python -m tests.reckoning.rules.forms_page` writes it anew."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from governance.reckoning.rules import law
from governance.reckoning.rules.legal_forms import COMPANIES, EVERY_FORM, FORM_NAMES, SOCIETIES
from governance.reckoning.rules.presets import Preset, presets
from governance.reckoning.rules.registry import setting_of
from governance.reckoning.statutes import Figure

PAGE = Path(__file__).parents[3] / "docs" / "legal-forms.md"

HEAD = """\
# Legal forms

What is usual for each legal form, and what law lets its rules say. Whoever sets a society up begins
with its form's preset and changes what does not fit; every later rulebook is compared with it.
What law forbids is refused, with the section; what is only unusual is said, with what is usual and
why, and may still be done.

A preset is a file of `governance/reckoning/rules/presets/`; the law is a table in
`governance/reckoning/rules/law/`. What every form has alike stands in
[Rules of the rulebook](rules-of-the-rulebook.md). **[G]** marks general knowledge and **[J]**
judgement: look it up before relying on it. They are drafting aids and not legal advice.

This page is written by `python -m tests.reckoning.rules.forms_page`, and a test compares it with
the presets and the law.
"""
GROUPS = {EVERY_FORM: "every form", COMPANIES: "every company", SOCIETIES: "every society"}


def page() -> str:
    """Return the page as the presets and the law have it."""
    return "\n".join([HEAD, *(_section(preset) for preset in presets()), _law()])


def _section(preset: Preset) -> str:
    rows = (
        (
            f"**{setting_of(key).label}** `{key}`",
            str(setting_of(key).clause(advice.value)),
            str(advice.usual),
            advice.why,
            advice.source,
        )
        for key, advice in preset.advice.items()
    )
    lines = [f"## {preset.title}", "", preset.about, ""]
    lines += [f"* {source}" for source in preset.sources]
    lines += ["", *_table(("rule", "in the preset", "usual", "why", "source"), rows), ""]
    return "\n".join(lines)


def _law() -> str:
    rows = (
        (
            f"**{setting_of(bound.key).label}** `{bound.key}`",
            _forms(bound),
            str(bound.sentence(_newest_day(bound))),
            bound.since.isoformat(),
            bound.source,
        )
        for bound in law.BOUNDS
    )
    lines = ["## What law lets the rules say", ""]
    lines += ["A figure that changes with the years is shown as it is newest.", ""]
    lines += [*_table(("rule", "of", "what law asks", "from", "source"), rows), ""]
    return "\n".join(lines)


def _forms(bound: law.Bound) -> str:
    if bound.forms in GROUPS:
        return GROUPS[bound.forms]
    return ", ".join(words for form, words in FORM_NAMES.items() if form in bound.forms)


def _newest_day(bound: law.Bound) -> date:
    days = [each.newest.since for each in (bound.least, bound.most) if isinstance(each, Figure)]
    return max([bound.since, *days])


def _table(heads: Iterable[str], rows: Iterable[tuple[str, ...]]) -> list[str]:
    heads = tuple(heads)
    written = (" | ".join(cell.replace("|", "/") for cell in row) for row in (heads, *rows))
    head, *body = (f"| {row} |" for row in written)
    return [head, "|" + "---|" * len(heads), *body]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
