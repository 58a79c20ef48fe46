"""Where each kind of resolution is passed, by whom, and when a second meeting confirms it."""

from datetime import date

import pytest

from governance.reckoning.resolutions.offering import offered, why_not
from governance.reckoning.resolutions.passing import Place
from governance.reckoning.resolutions.registry import kind_named, kinds
from governance.reckoning.rules.entrenchment import suffices
from governance.reckoning.rules.legal_forms import COMPANIES, SOCIETIES, LegalForm

SOCIETY, COMPANY = LegalForm.WORKER_CO_OPERATIVE, LegalForm.CO_OPERATIVE_COMPANY


def names(place: Place, form: LegalForm | None) -> set[str]:
    return {kind.name for kind in offered(place, form)}


@pytest.mark.parametrize("form", list(LegalForm))
def test_what_is_agreed_in_writing_is_for_ballots_of_companies(form: LegalForm) -> None:
    written = {"written_ordinary", "written_special"}

    assert names(Place.MEETING, form).isdisjoint(written)
    assert (names(Place.BALLOT, form) >= written) == (form in COMPANIES)


@pytest.mark.parametrize("form", list(LegalForm))
def test_a_society_merges_and_converts_at_meetings(form: LegalForm) -> None:
    ending = {"society_merger", "society_conversion"}

    assert (names(Place.MEETING, form) >= ending) == (form in SOCIETIES)
    assert names(Place.BALLOT, form).isdisjoint(ending)


@pytest.mark.parametrize("place", list(Place))
def test_nobody_chooses_to_confirm_what_was_not_passed(place: Place) -> None:
    assert not [kind for kind in offered(place, None) if kind.confirms]


def test_the_board_has_its_own_kind_alone() -> None:
    assert names(Place.BOARD, COMPANY) == names(Place.BOARD, None) == {"board_majority"}
    assert not suffices("board_majority", "ordinary")


def test_the_usual_kinds_come_first() -> None:
    assert [kind.name for kind in offered(Place.BALLOT, SOCIETY)][:2] == ["ordinary", "special"]


@pytest.mark.parametrize(
    ("kind", "place", "form", "said"),
    [
        ("society_merger", Place.BALLOT, SOCIETY, "it is passed at a general meeting only"),
        ("written_special", Place.MEETING, COMPANY, "passed by a ballot only"),
        ("written_special", Place.BALLOT, SOCIETY, "this is one of: Worker co-operative society."),
        ("board_majority", Place.BALLOT, COMPANY, "passed by the board only"),
    ],
)
def test_it_is_said_why_a_kind_is_not_for_that(
    kind: str, place: Place, form: LegalForm, said: str
) -> None:
    assert said in str(why_not(kind_named(kind), place, form))


def test_whoever_needs_a_second_meeting_names_the_kind_that_confirms() -> None:
    needing = {kind.name: kind.second for kind in kinds() if kind.second is not None}

    assert set(needing) == {"society_merger", "society_conversion"}
    for name, second in needing.items():
        assert kind_named(second.kind).confirms == name
        assert not suffices(second.kind, "ordinary")
        assert kind_named(name).afterwards


@pytest.mark.parametrize("name", ["society_merger", "society_conversion"])
@pytest.mark.parametrize(
    ("first", "earliest", "latest"),
    [
        (date(2026, 12, 17), date(2026, 12, 31), date(2027, 1, 17)),
        (date(2027, 1, 31), date(2027, 2, 14), date(2027, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 14), date(2028, 2, 29)),
    ],
)
def test_a_second_meeting_comes_between_fourteen_days_and_a_month_later(
    name: str, first: date, earliest: date, latest: date
) -> None:
    second = kind_named(name).second
    assert second is not None

    assert second.between(first) == (earliest, latest)
    assert second.is_in_time(first, earliest)
    assert second.is_in_time(first, latest)
    for late in (earliest.replace(day=earliest.day - 1), first):
        assert not second.is_in_time(first, late)
