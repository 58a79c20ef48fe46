"""What any kind of resolution must do, and the words in which its decision is told."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.reckoning.resolutions.by_class import ClassKind, decide_by_class
from governance.reckoning.resolutions.decision import CastingVote, Outcome, Reason
from governance.reckoning.resolutions.kind import ResolutionKind
from governance.reckoning.resolutions.majority import Figures
from governance.reckoning.resolutions.quorum import Quorum
from governance.reckoning.resolutions.registry import kind_named, kinds

KINDS = [pytest.param(kind, id=kind.name) for kind in kinds()]
ORDINARY = kind_named("ordinary")
SPECIAL = kind_named("special")


@st.composite
def figures(draw: st.DrawFn) -> Figures:
    votes = [draw(st.integers(0, 9)) for _ in range(3)]
    return Figures(*votes, entitled=sum(votes) + draw(st.integers(0, 9)))


@st.composite
def quorums(draw: st.DrawFn) -> Quorum:
    shares = st.fractions(0, 1, max_denominator=20) | st.integers(0, 12)
    return Quorum(
        participation=draw(st.none() | shares),
        counts_abstentions=draw(st.booleans()),
        approval=draw(st.none() | shares),
    )


def test_the_kinds_of_the_design_are_offered() -> None:
    assert [kind.name for kind in kinds()] == [
        "absolute_majority",
        "board_majority",
        "class_consent",
        "double_majority",
        "majority_of_present",
        "ordinary",
        "society_conversion",
        "society_conversion_confirmation",
        "society_merger",
        "society_merger_confirmation",
        "special",
        "two_thirds",
        "unanimous",
        "written_ordinary",
        "written_special",
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_the_words_that_pages_show(kind: ResolutionKind) -> None:
    assert all([kind.title, kind.description, kind.source, kind.needs, kind.rule])
    assert kind.description.endswith(".")
    assert kind.needs.startswith("It needs ")
    assert not kind.rule.endswith(".")


@pytest.mark.parametrize("kind", KINDS)
def test_no_votes_for_never_carry(kind: ResolutionKind) -> None:
    for none_for in (Figures(0, 0, 0, 0), Figures(0, 0, 9, 9), Figures(0, 4, 0, 9)):
        assert not kind.decide(none_for).is_carried


def _shared_out(figures: Figures, votes_for: int) -> Figures:
    """Return as many votes, of which so many for."""
    return Figures(votes_for, figures.cast - votes_for, figures.abstained, figures.entitled)


@pytest.mark.parametrize("kind", KINDS)
@given(figures=figures(), quorum=quorums())
def test_the_needed_number_is_where_votes_for_begin_to_carry(
    kind: ResolutionKind, figures: Figures, quorum: Quorum
) -> None:
    needed = kind.decide(figures, quorum=quorum).needed

    carried = [
        kind.decide(_shared_out(figures, votes_for), quorum=quorum).is_carried
        for votes_for in range(figures.cast + 1)
    ]
    assert carried == [
        needed is not None and votes_for >= needed for votes_for in range(figures.cast + 1)
    ]


@given(figures=figures(), quorum=quorums())
def test_a_vote_without_its_quorum_is_inquorate_and_not_lost(
    figures: Figures, quorum: Quorum
) -> None:
    decision = ORDINARY.decide(figures, quorum=quorum)

    is_short = decision.quorum is not None and decision.taking_part < decision.quorum
    assert (decision.outcome == Outcome.INQUORATE) == is_short


@pytest.mark.parametrize(
    ("kind", "figures", "told"),
    [
        (
            "ordinary",
            Figures(112, 31, 9, 200),
            "112 for, 31 against, 9 abstained; an ordinary resolution needs more votes for than"
            " against: carried.",
        ),
        (
            "special",
            Figures(299_999, 100_000, 0, 1_000_000),
            "299,999 for, 100,000 against, 0 abstained; a special resolution needs at least 75 of"
            " every 100 votes: lost.",
        ),
        (
            "ordinary",
            Figures(0, 0, 7, 10),
            "Nobody voted for or against, 7 abstained; an ordinary resolution needs more votes for"
            " than against: lost.",
        ),
        (
            "special",
            Figures(700, 100, 0, 1_000, heads=Figures(3, 8, 1, 20)),
            "700 for, 100 against, 0 abstained; a special resolution needs at least 75 of every"
            " 100 votes: carried. By heads: 3 members for, 8 against, 1 abstained, of 20.",
        ),
        (
            "society_conversion",
            Figures(400, 100, 3, 1_001),
            "400 for, 100 against, 3 abstained; 500 of 1,001 took part and 501 were needed:"
            " inquorate, so nothing is decided.",
        ),
    ],
)
def test_the_arithmetic_is_told_in_words(kind: str, figures: Figures, told: str) -> None:
    assert str(kind_named(kind).decide(figures).arithmetic) == told


def test_an_approval_quorum_that_is_missed_is_told() -> None:
    decision = ORDINARY.decide(Figures(333, 100, 0, 1000), quorum=Quorum(approval=Fraction(1, 3)))

    assert (decision.outcome, decision.needed) == (Outcome.LOST, 334)
    assert str(decision.arithmetic) == (
        "333 for, 100 against, 0 abstained; at least 334 votes for were needed, of 1,000 entitled:"
        " lost."
    )


def test_the_share_is_never_rounded_up_to_what_was_needed() -> None:
    decision = SPECIAL.decide(Figures(299_999, 100_000, 0, 1_000_000))

    assert list(map(str, decision.remarks)) == ["74.99 of every 100 votes were for."]


def test_the_gold_line_is_the_fewest_of_as_many_votes() -> None:
    decision = SPECIAL.decide(Figures(297, 64, 11, 483), quorum=Quorum(participation=121))

    assert (decision.needed, decision.whole) == (271, 361)
    assert list(map(str, decision.remarks)) == [
        "82.27 of every 100 votes were for.",
        "372 of 483 took part; the quorum is 121.",
    ]


def test_a_casting_vote_decides_equal_votes_only_and_is_told() -> None:
    tied = Figures(5, 5, 1, 20)

    carried = ORDINARY.decide(tied, casting_vote=CastingVote.FOR)

    assert (carried.outcome, carried.reason) == (Outcome.CARRIED, Reason.CASTING_VOTE)
    assert "casting vote is for: carried" in str(carried.arithmetic)
    assert ORDINARY.decide(tied).outcome == Outcome.LOST


def test_a_casting_vote_cannot_make_three_quarters() -> None:
    with pytest.raises(ValueError, match="casting vote"):
        SPECIAL.decide(Figures(5, 5, 0, 20), casting_vote=CastingVote.FOR)


def test_the_quorum_that_was_missed_is_the_one_told() -> None:
    conversion = kind_named("society_conversion")

    decision = conversion.decide(Figures(50, 2, 0, 100), quorum=Quorum(participation=60))

    assert (decision.outcome, decision.taking_part, decision.quorum) == (
        Outcome.INQUORATE,
        52,
        60,
    )


def test_a_class_without_quorum_leaves_all_undecided() -> None:
    quorum = Quorum(participation=4)
    staff, founders = Figures(9, 1, 0, 20), Figures(3, 0, 0, 5)

    both = decide_by_class(
        {"Staff": ORDINARY.decide(staff), "Founders": ORDINARY.decide(founders, quorum=quorum)}
    )

    assert both.outcome == Outcome.INQUORATE
    assert str(both.arithmetic) == (
        "Every class must carry it. Staff carried it, Founders had no quorum: inquorate, so nothing"
        " is decided."
    )


@pytest.mark.parametrize(
    ("quorum", "told"),
    [
        (Quorum(), []),
        (
            Quorum(participation=Fraction(1, 4)),
            [
                "At least 25 of every 100 entitled to vote must take part; to abstain is to take"
                " part."
            ],
        ),
        (
            Quorum(participation=Fraction(1, 3), counts_abstentions=False),
            ["At least 1 of every 3 entitled to vote must vote for or against."],
        ),
        (
            Quorum(participation=1200, approval=Fraction(1, 3)),
            [
                "At least 1,200 must take part; to abstain is to take part.",
                "At least 1 of every 3 entitled to vote must vote for it.",
            ],
        ),
        (
            Quorum(participation=5, counts_abstentions=False, approval=9),
            ["At least 5 must vote for or against.", "At least 9 must vote for it."],
        ),
    ],
)
def test_a_quorum_says_what_it_needs(quorum: Quorum, told: list[str]) -> None:
    assert list(map(str, quorum.needs())) == told


def test_figures_that_cannot_be_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="fewer than no votes"):
        Figures(-1, 0, 0, 5)
    with pytest.raises(ValueError, match="more votes than were entitled"):
        Figures(3, 2, 1, 5)


@pytest.mark.parametrize("share", [Fraction(3, 2), Fraction(-1, 2), -1])
def test_a_quorum_beyond_everybody_or_nobody_is_a_mistake(share: Fraction | int) -> None:
    with pytest.raises(ValueError, match=r"entitled|nobody"):
        Quorum(participation=share)


def test_a_quorum_in_floating_point_is_a_mistake() -> None:
    with pytest.raises(TypeError, match="whole number or a Fraction"):
        Quorum(approval=0.25)  # type: ignore[arg-type]


def test_a_quorum_of_participation_is_of_members_and_one_of_approval_of_votes() -> None:
    votes = Figures(900, 0, 0, 1_000, heads=Figures(1, 0, 0, 10))

    half = ORDINARY.decide(votes, quorum=Quorum(participation=Fraction(1, 2)))
    approved = ORDINARY.decide(votes, quorum=Quorum(approval=Fraction(1, 2)))

    assert (half.outcome, half.taking_part, half.quorum) == (Outcome.INQUORATE, 1, 5)
    assert "1 of 10 took part and 5 were needed" in str(half.arithmetic)
    assert approved.is_carried


def test_heads_have_no_heads() -> None:
    one = Figures(1, 0, 0, 1)

    with pytest.raises(ValueError, match="each is one"):
        Figures(1, 0, 0, 1, heads=Figures(1, 0, 0, 1, heads=one))


@pytest.mark.parametrize("kind", [kind for kind in kinds() if isinstance(kind, ClassKind)])
def test_in_one_class_a_class_kind_is_the_kind_of_each(kind: ClassKind) -> None:
    assert kind.is_by_class
    assert kind.majority == kind_named(kind.of_each).majority


def test_a_class_may_decide_by_a_kind_of_its_own() -> None:
    classes = {"staff": Figures(70, 30, 0, 200), "founders": Figures(3, 2, 0, 5)}

    decided = kind_named("double_majority").decide_by_class(classes)
    stricter = kind_named("double_majority").decide_by_class(classes, kinds={"staff": "special"})

    assert (decided.outcome, stricter.outcome) == (Outcome.CARRIED, Outcome.LOST)
    assert str(stricter.arithmetic) == (
        "Every class must carry it. staff did not carry it, founders carried it: lost."
    )


def test_every_kind_has_its_row_in_the_rules_of_the_count() -> None:
    page = (Path(__file__).parents[3] / "docs" / "rules-of-the-count.md").read_text("utf-8")

    rows = [line for line in page.splitlines() if line.startswith("| `")]
    assert [kind.name for kind in kinds() if not any(f"`{kind.name}`" in row for row in rows)] == []
