"""Rules, adoptions and their states in words."""

from datetime import date

from flask_babel import gettext

from governance.reckoning.rules import law
from governance.reckoning.rules.adoption import Version
from governance.reckoning.rules.kinds.majorities import CHAIN
from governance.reckoning.rules.legal_forms import FORM_NAMES, SOCIETIES, LegalForm
from governance.reckoning.rules.registry import settings
from governance.reckoning.rules.rulebook import Rulebook
from governance.reckoning.rules.setting import ChangedBy, Setting, Shape, Value
from governance.reckoning.sentence import Sentence
from governance.rulebook.as_at import RulesAsAt
from governance.rulebook.models import RuleAdoption
from governance.rulebook.queries import Adopted
from governance.web.templating import date_only
from governance.web.wording import looked_up

_KINDS_OF_RESOLUTION = dict(CHAIN)


def in_words(sentence: Sentence) -> str:
    """Return a sentence in the reader's language."""
    return sentence.translated(looked_up)


def value_in_words(key: str, value: Value) -> str:
    """Return a value with its unit; of a setting that no kind knows any more, as it is."""
    setting = settings().get(key)
    return str(value) if setting is None else in_words(setting.written(value))


def label_of(key: str) -> str:
    """Return what a setting is called; of one that no kind knows any more, its key."""
    setting = settings().get(key)
    return key if setting is None else looked_up(setting.label)


def resolution_in_words(kind: str) -> str:
    """Return "special resolution (75% of the votes)"."""
    return looked_up(_KINDS_OF_RESOLUTION[kind])


def form_in_words(form: LegalForm | None) -> str:
    """Return the legal form, or nothing before there is one."""
    return looked_up(FORM_NAMES[form]) if form else ""


def form_of(row: RuleAdoption) -> str:
    """Return the legal form under which a change of rules was adopted."""
    return form_in_words(LegalForm(row.legal_form))


def who_changes(changed_by: ChangedBy, needed: str, form: LegalForm | None) -> str:
    """Say who can change a setting, and what kind of resolution that needs."""
    if changed_by is ChangedBy.NOBODY:
        return gettext("Nobody here: law fixes it.")
    kind = resolution_in_words(needed)
    if changed_by is ChangedBy.POLICY:
        return gettext("The members, as a policy of theirs. It needs now: %(kind)s.", kind=kind)
    if form in SOCIETIES:
        return gettext(
            "The members. It needs now: %(kind)s. The change holds once the registrar has "
            "registered it.",
            kind=kind,
        )
    return gettext("The members. It needs now: %(kind)s.", kind=kind)


def kind_of_change(changed_by: ChangedBy, needed: str, form: LegalForm | None) -> str:
    """Say in a few words, as on paper, how a setting is changed."""
    if changed_by is ChangedBy.NOBODY:
        return gettext("Fixed by law.")
    kind = resolution_in_words(needed)
    if changed_by is ChangedBy.POLICY:
        return gettext("Policy: %(kind)s.", kind=kind)
    if form in SOCIETIES:
        return gettext("Rule: %(kind)s, then registration.", kind=kind)
    return gettext("Rule: %(kind)s.", kind=kind)


def bounds_in_words(setting: Setting) -> str:
    """Say what may stand in a setting; nothing of one that is yes or no."""
    if setting.options:
        words = "; ".join(looked_up(words) for _name, words in setting.options)
        if setting.shape is Shape.CHOICE:
            return gettext("One of: %(options)s.", options=words)
        return gettext("Any of: %(options)s.", options=words)
    least = None if setting.least is None else in_words(setting.written(setting.least))
    most = None if setting.most is None else in_words(setting.written(setting.most))
    if least is not None and most is not None:
        return gettext("From %(least)s to %(most)s.", least=least, most=most)
    if least is not None:
        return gettext("At least %(least)s.", least=least)
    return "" if most is None else gettext("At most %(most)s.", most=most)


def law_in_words(form: LegalForm | None, on: date) -> dict[str, list[str]]:
    """Say, by key, what law asks of settings in a society of this form on a day, and where."""
    found: dict[str, list[str]] = {}
    for bound in law.BOUNDS:
        if form in bound.forms and bound.since <= on:
            told = f"{in_words(bound.sentence(on))} ({bound.source})"
            found.setdefault(bound.key, []).append(told)
    return found


def unusual_in_words(rulebook: Rulebook, form: LegalForm | None, on: date) -> dict[str, str]:
    """Say, by key, what of the rules is unusual for the legal form, what is usual, and why."""
    if form is None:
        return {}
    return {
        each.key: gettext(
            "For this legal form it is unusual; usual is: %(usual)s. %(why)s (%(source)s)",
            usual=in_words(each.usual),
            why=looked_up(each.why) if each.why else "",
            source=each.source,
        )
        for each in law.cautions(rulebook, form, on=on)
    }


def name_of(row: RuleAdoption) -> str:
    """Return what people call a change of rules: its reference, else its title."""
    if row.how == "founding":
        return gettext("The first rulebook")
    if row.how == "carried_over":
        return gettext("As it was before there was a rulebook")
    return row.reference or row.title


def decided_by(row: RuleAdoption) -> str:
    """Say whose decision a change of rules was."""
    return {
        "founding": gettext("Set when the society came to this platform"),
        "carried_over": gettext("Carried over from before there was a rulebook"),
        "resolution": gettext("The members, by resolution"),
        "board": gettext("The board, within its limits"),
    }[row.how]


def state_of(each: Adopted, rules: RulesAsAt) -> tuple[str, str]:
    """Return how a change of rules stands at the moment, in words, and the tone of its tag."""
    since = each.reckoned.holds_from
    if each.reckoned.is_refused:
        return gettext("Refused by the registrar"), "bad"
    if since is None:
        return gettext("Waits for registration"), "now"
    if since > rules.at.on:
        return gettext("To come"), "neutral"
    seq = each.row.recorded_seq
    if any(said.row.recorded_seq == seq for said in rules.said_by.values()):
        return gettext("In force"), "good"
    return gettext("Superseded"), "quiet"


def state_of_version(version: Version, on: date) -> tuple[str, str]:
    """Return how a version stands on a day, in words, and the tone of its tag."""
    if version.since > on:
        return gettext("To come"), "neutral"
    if version.until is None or version.until > on:
        return gettext("In force"), "good"
    return gettext("Superseded"), "quiet"


def span_of(version: Version) -> str:
    """Return from when until when a version holds: "from 1 March 2026 to 30 June 2026"."""
    if version.until is None:
        return gettext("from %(day)s", day=date_only(version.since))
    last = date.fromordinal(version.until.toordinal() - 1)
    return gettext(
        "from %(first)s to %(last)s", first=date_only(version.since), last=date_only(last)
    )
