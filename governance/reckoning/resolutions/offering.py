"""Which kinds of resolution make sense in a place, for a society of a legal form."""

from governance.reckoning.resolutions.kind import ResolutionKind
from governance.reckoning.resolutions.passing import Place
from governance.reckoning.resolutions.registry import kinds
from governance.reckoning.rules.legal_forms import FORM_NAMES, LegalForm
from governance.reckoning.sentence import Sentence, translatable

USUAL = ("ordinary", "special")  # offered before the rest, which are rare


def offered(place: Place, form: LegalForm | None) -> tuple[ResolutionKind, ...]:
    """Return the kinds that can be chosen there, the usual ones first.

    Before there is a rulebook no legal form is known, and those of every form are offered. What
    confirms an earlier resolution is never chosen: it follows from that resolution.
    """
    fitting = (kind for kind in kinds() if why_not(kind, place, form) is None and not kind.confirms)
    return tuple(sorted(fitting, key=lambda kind: kind.name not in USUAL))


def why_not(kind: ResolutionKind, place: Place, form: LegalForm | None) -> Sentence | None:
    """Return why a kind cannot be passed there, if it cannot."""
    if place not in kind.places:
        return Sentence(_ELSEWHERE[_own_place(kind)], {"title": Sentence(kind.title)})
    if form is not None and form not in kind.forms:
        values = {"title": Sentence(kind.title), "form": Sentence(FORM_NAMES[form])}
        return Sentence(_NOT_OF_THIS_FORM, values)
    return None


def _own_place(kind: ResolutionKind) -> Place:
    return next(place for place in Place if place in kind.places)


_ELSEWHERE = {
    Place.MEETING: translatable("%(title)s: it is passed at a general meeting only."),
    Place.BALLOT: translatable("%(title)s: it is passed by a ballot only, not at a meeting."),
    Place.BOARD: translatable("%(title)s: it is passed by the board only."),
}
_NOT_OF_THIS_FORM = translatable(
    "%(title)s: the law gives it to other legal forms, and this is one of: %(form)s."
)
