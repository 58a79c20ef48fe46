"""What is usual for each legal form: readable, lawful, explained, and cautioned against else."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.reckoning.rules import law, presets
from governance.reckoning.rules.entrenchment import needed_to_change
from governance.reckoning.rules.kinds.quorum import QuorumRules
from governance.reckoning.rules.law.usage import USAGE
from governance.reckoning.rules.legal_forms import FORM_NAMES, LegalForm
from governance.reckoning.rules.presets import NotReadable, Preset, preset_from, preset_of
from governance.reckoning.rules.registry import NoSuchSetting, settings
from governance.reckoning.rules.rulebook import Rulebook, differing
from governance.reckoning.rules.setting import NotPossible
from tests.reckoning.rules.drawing import rulebooks
from tests.reckoning.rules.forms_page import PAGE, page

NOVEMBER = date(2026, 11, 25)
FOLDER = Path(presets.__file__).parent
EVERY = pytest.mark.parametrize("preset", presets.presets(), ids=lambda each: each.form.value)
FORMS = st.sampled_from(LegalForm)


def cautioned(rulebook: Rulebook, form: LegalForm) -> dict[str, law.Caution]:
    """What of the rules is unusual, by key."""
    found = list(law.cautions(rulebook, form, on=NOVEMBER))
    assert len({each.key for each in found}) == len(found), "once for a setting"
    return {each.key: each for each in found}


def test_there_is_one_readable_file_for_each_legal_form() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == {form.value for form in LegalForm}
    for form in LegalForm:
        assert preset_of(form).form is form
        text = (FOLDER / f"{form.value}.toml").read_text(encoding="utf-8")
        assert tomllib.loads(text)["title"] == FORM_NAMES[form]


@EVERY
def test_a_preset_says_who_uses_it_and_with_which_registrar(preset: Preset) -> None:
    assert preset.about.startswith("For a")
    assert any(each in preset.about for each in ("Financial Conduct Authority", "Companies House"))
    assert 200 < len(preset.about) < 700
    assert "\n" not in preset.about
    assert preset.sources


@EVERY
def test_a_preset_is_lawful_for_its_form_and_has_no_caution_against_itself(preset: Preset) -> None:
    assert list(law.refusals(preset.rulebook, preset.form, on=NOVEMBER)) == []
    assert cautioned(preset.rulebook, preset.form) == {}


@EVERY
def test_each_departure_has_a_why_and_a_source(preset: Preset) -> None:
    departures = differing(Rulebook.usual(), preset.rulebook)

    assert set(departures) == set(preset.departures)
    for key in preset.advice:
        assert preset.why(key).endswith(".")
        assert preset.source(key)
        assert preset.rulebook.value(key) == preset.advice[key].value


@EVERY
def test_what_is_as_everywhere_is_explained_by_the_setting(preset: Preset) -> None:
    for key, setting in settings().items():
        if key not in preset.advice:
            assert (preset.why(key), preset.source(key)) == (setting.help, setting.source)
            assert preset.rulebook.value(key) == setting.default


@EVERY
def test_what_is_usual_could_be_chosen_and_is_lawful(preset: Preset) -> None:
    for key, advice in preset.advice.items():
        setting = settings()[key]
        for value in (advice.least, advice.most):
            if value is not None:
                assert setting.checked(value) == value
                assert advice.is_usual(value)
                assert all(
                    bound.allows(value, on=NOVEMBER)
                    for bound in law.bounds_of(key, preset.form, on=NOVEMBER)
                )
        for value in advice.also:
            setting.checked([value] if isinstance(advice.value, tuple) else value)
        assert "%(" not in str(advice.usual)


@pytest.mark.parametrize(
    ("form", "key", "value"),
    [
        (LegalForm.COMMUNITY_BENEFIT_SOCIETY, "motions.discussion_days", 7),
        (LegalForm.COMMUNITY_BENEFIT_SOCIETY, "motions.seconders", 2),
        (LegalForm.COMMUNITY_BENEFIT_SOCIETY, "surplus.dividend_most_percent", 0),
        (LegalForm.WORKER_CO_OPERATIVE, "notice.general_days", 14),
        (LegalForm.WORKER_CO_OPERATIVE, "notice.requisition_percent", 10),
        (LegalForm.WORKER_CO_OPERATIVE, "proxies.most_per_holder", 5),
        (LegalForm.WORKER_CO_OPERATIVE, "notice.adjourned_days", 7),
        (LegalForm.WORKER_CO_OPERATIVE, "meetings.casting_vote", False),
        (LegalForm.WORKER_CO_OPERATIVE, "majorities.expulsion", "special"),
        (LegalForm.CO_OPERATIVE_COMPANY, "notice.requisition_percent", 5),
        (LegalForm.CIC_BY_SHARES, "surplus.dividend_cap_percent", 35),
        (LegalForm.CIC_BY_GUARANTEE, "surplus.dividend_most_percent", 0),
        (LegalForm.CHARITY_BY_GUARANTEE, "surplus.heads_decided_by", "meeting"),
        (LegalForm.EMPLOYEE_OWNED_COMPANY, "surplus.bonus_service_months", 12),
        (LegalForm.JOINT_VENTURE, "ballots.weights", "per_share"),
    ],
)
def test_what_the_models_say(form: LegalForm, key: str, value: Any) -> None:
    assert preset_of(form).rulebook.value(key) == value


@pytest.mark.parametrize("form", [LegalForm.WORKER_CO_OPERATIVE, LegalForm.CO_OPERATIVE_COMPANY])
def test_one_member_one_vote_of_a_co_operative_is_altered_by_all_only(form: LegalForm) -> None:
    rulebook = preset_of(form).rulebook

    assert needed_to_change(rulebook, ["ballots.weights"]) == "unanimous"
    assert needed_to_change(rulebook, ["quorum.meeting_percent"]) == "special"


@pytest.mark.parametrize(("members", "quorum"), [(2, 2), (3, 2), (9, 5), (301, 151)])
def test_the_quorum_of_a_worker_co_operative_is_two_or_half(members: int, quorum: int) -> None:
    rules = preset_of(LegalForm.WORKER_CO_OPERATIVE).rulebook.of(QuorumRules)

    assert rules.of_meeting(members).participation == quorum


@pytest.mark.parametrize(
    ("form", "changes", "key", "usual"),
    [
        (
            LegalForm.COMMUNITY_BENEFIT_SOCIETY,
            {"motions.discussion_days": 3},
            "motions.discussion_days",
            "7 days to 28 days",
        ),
        (
            LegalForm.COMMUNITY_BENEFIT_SOCIETY,
            {"motions.seconders": 12},
            "motions.seconders",
            "1 member to 5 members",
        ),
        (
            LegalForm.WORKER_CO_OPERATIVE,
            {"quorum.meeting_most": 50},
            "quorum.meeting_most",
            "none; or 100 members to 500 members",
        ),
        (
            LegalForm.WORKER_CO_OPERATIVE,
            {"majorities.entrenched": ["majorities"]},
            "majorities.entrenched",
            "One member, one vote; and besides any of: Majorities, Membership",
        ),
        (
            LegalForm.CO_OPERATIVE_COMPANY,
            {"meetings.place": "online"},
            "meetings.place",
            "or at a place",
        ),
        (
            LegalForm.CHARITY_BY_GUARANTEE,
            {"board.seats_least": 2},
            "board.seats_least",
            "3 places to 8 places",
        ),
        (
            LegalForm.EMPLOYEE_OWNED_COMPANY,
            {"proxies.most_per_holder": None},
            "proxies.most_per_holder",
            "10 members or less",
        ),
        (
            LegalForm.JOINT_VENTURE,
            {"ballots.weights": "per_member"},
            "ballots.weights",
            "votes that their shares carry",
        ),
        (
            LegalForm.CIC_BY_SHARES,
            {"leave.cool_off_days": 0},
            "leave.cool_off_days",
            "3 working days or more",
        ),
    ],
)
def test_what_is_lawful_but_unusual_is_said(
    form: LegalForm, changes: dict[str, Any], key: str, usual: str
) -> None:
    rulebook = preset_of(form).rulebook.changed(changes)
    assert list(law.refusals(rulebook, form, on=NOVEMBER)) == []

    found = cautioned(rulebook, form)

    assert found.keys() == {key}
    assert usual in str(found[key].usual)
    assert str(found[key].usual) in str(found[key].sentence)
    assert found[key].why.endswith(".")
    assert found[key].source


@pytest.mark.parametrize(
    ("changes", "form"),
    [
        ({"quorum.meeting_percent": 40}, LegalForm.WORKER_CO_OPERATIVE),
        (
            {"majorities.entrenched": ["one_member_one_vote", "surplus"]},
            LegalForm.WORKER_CO_OPERATIVE,
        ),
        ({"leave.mode": "donation_only"}, LegalForm.WORKER_CO_OPERATIVE),
        ({"notice.general_days": 21}, LegalForm.WORKER_CO_OPERATIVE),
    ],
)
def test_what_is_as_usual_is_not_cautioned_against(
    changes: dict[str, Any], form: LegalForm
) -> None:
    assert cautioned(preset_of(form).rulebook.changed(changes), form) == {}


@given(rulebook=rulebooks(), form=FORMS)
def test_any_rulebook_can_be_compared_with_a_preset(rulebook: Rulebook, form: LegalForm) -> None:
    for caution in law.cautions(rulebook, form, on=NOVEMBER):
        assert "%(" not in str(caution.sentence)
        assert caution.why
    for refusal in law.refusals(rulebook, form, on=NOVEMBER):
        assert str(refusal.sentence).endswith(".")
        assert refusal.source


def test_every_usage_can_be_departed_from_and_says_why() -> None:
    for usage in USAGE:
        assert usage.key in settings()
        assert usage.because.endswith(".")
        assert usage.source
        preset_says = {form for form in usage.forms if usage.key in preset_of(form).advice}
        assert preset_says != usage.forms, f"{usage.key} is said by each preset itself"


HEAD = 'name = "joint_venture"\ntitle = "A"\nabout = "B"\nsources = ["C"]\n'


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ('title = "A"', NotReadable, "needs name, about, sources"),
        (HEAD + "[motions.seconders]\nvalue = 1", NotReadable, "say why"),
        (HEAD + '[motions.seconders]\nwhy = "A."\nsource = "B"', NotReadable, "give a value"),
        (
            HEAD + '[motions.seconders]\nvalue = 1\nwhy = "A."\nsource = "B"\nwhen = 1',
            NotReadable,
            "when is not known",
        ),
        (
            HEAD + '[motions.seconds]\nvalue = 1\nwhy = "A."\nsource = "B"',
            NoSuchSetting,
            "no setting 'motions.seconds'",
        ),
        (
            HEAD + '[motions.seconders]\nvalue = 99\nwhy = "A."\nsource = "B"',
            NotPossible,
            "20 members or less",
        ),
        (
            HEAD + '[motions.seconders]\nnone = true\nwhy = "A."\nsource = "B"',
            NotPossible,
            "enter a value",
        ),
    ],
)
def test_a_file_that_is_wrong_is_refused(text: str, kind: type[Exception], words: str) -> None:
    with pytest.raises(kind, match=words):
        preset_from(text)


def test_the_page_is_as_the_presets_and_the_law_are() -> None:
    told = PAGE.read_text(encoding="utf-8").splitlines()

    assert told == page().splitlines(), "write it anew: python -m tests.reckoning.rules.forms_page"
