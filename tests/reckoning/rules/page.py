"""The page of every rule: `python -m tests.reckoning.rules.page` writes it anew."""

from pathlib import Path

from governance.reckoning.rules.kind import RuleKind
from governance.reckoning.rules.registry import rule_kinds
from governance.reckoning.rules.setting import ChangedBy, Setting, Shape

PAGE = Path(__file__).parents[3] / "docs" / "rules-of-the-rulebook.md"

HEAD = """\
# Rules of the rulebook

Every rule that a society can set here: what is usual, how far it may go, where that comes from,
and what changes it. They stand in `governance/reckoning/rules/kinds/`, one kind of rule each, and
no other module has such a figure. What the law of a legal form asks beyond these bounds, and what
is usual for it, is told when a rulebook is founded and when a rule is changed.

A *rule* is changed as the rules on majorities say, and of a society holds only once the change is
registered; a *policy* is changed by the members without registration. What *law* fixes stands
here to be read. Money, shares of a whole and times are kept as whole pence, per cents or
hundredths of one, and minutes. **[G]** marks general knowledge and **[J]** judgement: look it up
before relying on it. They are drafting aids and not legal advice.

This page is written by `python -m tests.reckoning.rules.page`, and a test compares it with the
rules.
"""
CHANGES = {ChangedBy.RULE: "rule", ChangedBy.POLICY: "policy", ChangedBy.NOBODY: "law"}


def page() -> str:
    """Return the page as the rules have it."""
    return "\n".join([HEAD, *(_section(kind) for kind in rule_kinds())])


def row(setting: Setting) -> str:
    """Return a setting as a row of its kind's table."""
    cells = [
        f"**{setting.label}** `{setting.name}`",
        str(setting.clause(setting.default)),
        _bounds(setting),
        CHANGES[setting.changed_by],
        setting.source,
    ]
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _section(kind: type[RuleKind]) -> str:
    lines = [
        f"## {kind.title} (`{kind.name}`)",
        "",
        kind.about,
        "",
        "| rule | as usual | from … to | changed as | source |",
        "|---|---|---|---|---|",
        *(row(setting) for setting in kind.settings()),
        "",
    ]
    return "\n".join(lines)


def _bounds(setting: Setting) -> str:
    if setting.shape is Shape.YES_NO:
        return "yes or no"
    if setting.options:
        between = ", " if setting.shape is Shape.CHOICES else "; or "
        words = between.join(words for _name, words in setting.options)
        return f"any of: {words}" if setting.shape is Shape.CHOICES else words
    least, most = (str(setting.written(edge)) for edge in (setting.least, setting.most))
    return f"{least} to {most}{', or none' if setting.may_be_none else ''}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
