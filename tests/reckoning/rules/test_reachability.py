"""No rulebook can be made that the members could not change again, setting by setting.

Whatever the bounds allow, if all members want a change it can be proposed, seconded, voted on in a
ballot that can be set, and carried by the kind of resolution that it needs.
"""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from governance.reckoning.resolutions.decision import Outcome
from governance.reckoning.resolutions.majority import Figures
from governance.reckoning.resolutions.registry import kind_named
from governance.reckoning.rules import law
from governance.reckoning.rules.entrenchment import needed_to_change, suffices
from governance.reckoning.rules.kinds.ballots import BallotRules
from governance.reckoning.rules.kinds.majorities import CHAIN
from governance.reckoning.rules.kinds.motions import MotionRules
from governance.reckoning.rules.kinds.quorum import QuorumRules
from governance.reckoning.rules.legal_forms import LegalForm
from governance.reckoning.rules.registry import settings
from governance.reckoning.rules.rulebook import Rulebook, differing
from governance.reckoning.rules.setting import ChangedBy
from tests.reckoning.rules.drawing import rulebooks

FEWEST = 3  # members of a society: 2014 Act, section 2(1)(b)
MONDAY = datetime(2026, 6, 22, 9, 0, tzinfo=UTC)
CHANGEABLE = [key for key, each in settings().items() if each.changed_by is not ChangedBy.NOBODY]
MEMBERS = st.integers(FEWEST, 400)


@given(rulebooks(), st.sampled_from(CHANGEABLE), MEMBERS)
def test_what_all_members_want_is_carried(rulebook: Rulebook, key: str, members: int) -> None:
    everybody = Figures(votes_for=members, against=0, abstained=0, entitled=members)
    needed = kind_named(needed_to_change(rulebook, [key]))

    decision = needed.decide(everybody, quorum=rulebook.of(QuorumRules).of_ballot())

    assert decision.outcome is Outcome.CARRIED


@given(rulebooks(), MEMBERS)
def test_a_motion_finds_its_support_and_a_ballot_can_be_set(
    rulebook: Rulebook, members: int
) -> None:
    motions, ballots = rulebook.of(MotionRules), rulebook.of(BallotRules)

    assert motions.seconders_in(members) < members
    assert ballots.secrecies("rules", entitled=members)
    assert ballots.closes_at_earliest(MONDAY) <= ballots.closes_usually_at(MONDAY)
    assert ballots.closes_usually_at(MONDAY) <= ballots.closes_at_latest(MONDAY)


@given(rulebooks(), st.lists(st.sampled_from(CHANGEABLE), min_size=1, max_size=5, unique=True))
def test_a_change_of_several_settings_needs_what_suffices_for_each(
    rulebook: Rulebook, keys: list[str]
) -> None:
    together = needed_to_change(rulebook, keys)

    assert together in dict(CHAIN)
    assert all(suffices(together, needed_to_change(rulebook, [key])) for key in keys)


@given(rulebooks(), rulebooks())
def test_a_change_can_always_be_undone_by_another(before: Rulebook, after: Rulebook) -> None:
    back = {key: before.value(key) for key in differing(before, after)}

    assert after.changed(back) == before


@given(rulebooks(), rulebooks())
def test_no_majority_is_lowered_by_less_than_it_asks(before: Rulebook, after: Rulebook) -> None:
    """Else what needs three quarters could be had by half, in two steps."""
    for key in differing(before, after):
        if not key.startswith("majorities.") or settings()[key].options is not CHAIN:
            continue
        asked = str(before.value(key))
        assert suffices(needed_to_change(before, [key]), asked)


@given(rulebooks(), st.sampled_from(CHANGEABLE), st.data())
def test_one_change_never_makes_entrenched_rules_easier_without_what_they_ask(
    rulebook: Rulebook, key: str, data: st.DataObject
) -> None:
    """Nobody takes a rule off the list, or lowers what it needs, by less than an entrenched one."""
    entrenched = str(rulebook.value("majorities.entrenched_rules"))
    protects = ("majorities.entrenched", "majorities.entrenched_rules")
    changed = data.draw(st.sampled_from(protects))

    assert suffices(needed_to_change(rulebook, [changed, key]), entrenched)


@given(rulebooks(), st.sampled_from(LegalForm))
def test_what_law_refuses_of_a_rulebook_it_says_of_settings_in_it(
    rulebook: Rulebook, form: LegalForm
) -> None:
    for refused in law.refusals(rulebook, form, on=MONDAY.date()):
        assert refused.key in settings()
        assert refused.source
