"""Setting the first rulebook up: what is usual, what is otherwise, adopted once."""

import pytest

from governance.infrastructure.actor import Actor, Role
from governance.infrastructure.errors import NotAllowed
from governance.reckoning.rules.legal_forms import LegalForm
from governance.reckoning.rules.presets import preset_of
from governance.rulebook import queries, service, setting_up
from governance.rulebook.models import RulebookDraft
from tests.factories.members import make_society
from tests.factories.rules import FOUNDER, found_rules
from tests.machinery.clock import NOON
from tests.machinery.together import together

CBS, EOT = LegalForm.COMMUNITY_BENEFIT_SOCIETY, LegalForm.EMPLOYEE_OWNED_COMPANY
TODAY = NOON.date()


@pytest.fixture(autouse=True)
def society(app):
    make_society()


def begin(form: LegalForm = CBS) -> RulebookDraft:
    return setting_up.choose_form(form, actor=FOUNDER, now=NOON)


def keep(seen: int = 1, **changes) -> RulebookDraft:
    named = {key.replace("__", "."): value for key, value in changes.items()}
    return setting_up.keep(named, seen=seen, actor=FOUNDER, now=NOON)


@pytest.mark.parametrize("form", LegalForm)
def test_a_society_of_any_form_can_adopt_what_is_usual_for_it(form) -> None:
    draft = begin(form)

    assert setting_up.unusual(draft, TODAY) == ()
    setting_up.adopt_first(seen=1, actor=FOUNDER, now=NOON)

    assert queries.rules_on(TODAY) == preset_of(form).rulebook
    assert queries.legal_form() == form


def test_what_is_otherwise_is_kept_and_adopted() -> None:
    begin()
    keep(motions__seconders=7)
    setting_up.adopt_first(seen=2, actor=FOUNDER, now=NOON)

    assert queries.rules_on(TODAY).value("motions.seconders") == 7
    assert setting_up.draft() is None


def test_what_was_put_back_to_usual_departs_no_more() -> None:
    draft = begin()
    usual = setting_up.rulebook(draft).value("motions.seconders")
    keep(motions__seconders=7)

    assert keep(2, motions__seconders=usual).values == {}


def test_another_form_begins_anew_and_the_same_one_keeps_what_there_is() -> None:
    begin()
    keep(motions__seconders=7)

    assert begin().values == {"motions.seconders": 7}
    assert begin(EOT).values == {}


def test_what_law_forbids_the_form_is_refused_with_its_section() -> None:
    begin()

    with pytest.raises(service.CannotAdopt) as refused:
        keep(surplus__dividend_most_percent=20)

    assert "2014 Act" in refused.value.next_step
    assert refused.value.key == "surplus.dividend_most_percent"
    assert setting_up.begun().values == {}


def test_what_is_unusual_is_told_with_what_is_usual() -> None:
    begin()
    draft = keep(motions__discussion_days=0)

    (caution,) = setting_up.unusual(draft, TODAY)

    assert caution.key == "motions.discussion_days"
    assert caution.why
    assert caution.source


def test_out_of_bounds_is_refused_and_nothing_kept() -> None:
    begin()

    with pytest.raises(service.CannotAdopt, match="Seconders must be 20 members or less"):
        keep(motions__seconders=21)

    assert setting_up.begun().version == 1


def test_of_two_at_once_the_second_sees_what_the_first_did(app) -> None:
    begin()

    def change(number: int):
        return lambda: keep(motions__seconders=number).version

    done = together(app, change(3), change(4))

    assert [result for result in done if result == 2] == [2]
    assert [type(result) for result in done if result != 2] == [setting_up.SomebodyElseDid]


def test_two_at_once_adopt_one_rulebook(app) -> None:
    begin()

    done = together(
        app,
        *[lambda: setting_up.adopt_first(seen=1, actor=FOUNDER, now=NOON).how for _two in "ab"],
    )

    assert done.count("founding") == 1
    assert {type(result) for result in done} == {str, service.AlreadyFounded}
    assert len(queries.adopted()) == 1


def test_what_was_not_read_is_not_adopted() -> None:
    begin()
    keep(motions__seconders=7)

    with pytest.raises(setting_up.SomebodyElseDid):
        setting_up.adopt_first(seen=1, actor=FOUNDER, now=NOON)


def test_where_there_is_a_rulebook_nothing_is_set_up() -> None:
    found_rules()

    with pytest.raises(service.AlreadyFounded, match="has its rulebook"):
        begin()


def test_without_a_legal_form_nothing_can_be_kept() -> None:
    with pytest.raises(setting_up.NotBegun):
        keep(motions__seconders=7)


def test_a_member_does_not_set_the_rules_up() -> None:
    member = Actor(party_id=1, roles=frozenset({Role.MEMBER}), account_id=1)

    with pytest.raises(NotAllowed):
        setting_up.choose_form(CBS, actor=member, now=NOON)
