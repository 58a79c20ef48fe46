"""The page of the ways of counting: `python -m tests.reckoning.counting.page` writes it anew."""

from inspect import getdoc
from pathlib import Path
from textwrap import wrap

from governance.reckoning.counting.registry import CountingMethod, Fills, Force, Shape, methods

PAGE = Path(__file__).parents[3] / "docs" / "counting-methods.md"

HEAD = """\
# Ways of counting

Every way of counting that a question on a ballot paper can have here. Each is one file in
`governance/reckoning/counting/methods/`; this page is made of their own words by
`python -m tests.reckoning.counting.page`, and a test compares it with them. What each does rule by
rule is in [Rules of the count](rules-of-the-count.md).

| way | paper | for | fills |
|---|---|---|---|
"""
PAPERS = {
    Shape.YES_NO: "for, against or abstain",
    Shape.ONE: "one mark",
    Shape.SEVERAL: "marks",
    Shape.RANK: "numbers in order of preference",
    Shape.SCORE: "a score for each option",
}
FORCES = {
    Force.BINDING: "decisions and elections",
    Force.ADVISORY: "advice",
    Force.SURVEY: "surveys",
}
FILLED = {Fills.NONE: "no seats", Fills.ONE_SEAT: "one seat", Fills.SEATS: "any number of seats"}
WIDTH = 100


def page() -> str:
    """Return the page as the methods have it."""
    return HEAD + "\n".join([*map(row, methods()), "", *map(_section, methods())])


def row(method: CountingMethod) -> str:
    """Return a method as a row of the table."""
    cells = [
        f"[{method.title}](#{method.name})",
        PAPERS[method.shape],
        FORCES[method.force],
        FILLED[method.fills],
    ]
    return f"| {' | '.join(cells)} |"


def _section(method: CountingMethod) -> str:
    about = (getdoc(type(method)) or "").split("\n\n")
    paragraphs = [method.description, *(" ".join(each.split()) for each in about)]
    return "\n".join(
        [
            f'## <a id="{method.name}"></a>{method.title} (`{method.name}`)',
            "",
            *(line for each in paragraphs for line in [*wrap(each, WIDTH), ""]),
            f"*Source*: {method.source}.",
            "",
        ]
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
