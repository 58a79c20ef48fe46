"""The consent of each class to a change of its rights."""

from fractions import Fraction

from governance.reckoning.resolutions.by_class import ClassKind
from governance.reckoning.resolutions.majority import Basis, Majority
from governance.reckoning.resolutions.passing import BY_BALLOT
from governance.reckoning.resolutions.registry import resolution_kind
from governance.reckoning.sentence import translatable


@resolution_kind
class ClassConsent(ClassKind):
    """The consent of each class to a change of its rights."""

    name = "class_consent"
    title = translatable("Consent of each class")
    description = translatable(
        "Carried if in every class at least 75 of every 100 votes are for. A class in which nobody"
        " votes has not consented."
    )
    source = (
        "Companies Act 2006, sections 630(4)(b) and 631(4)(b): a special resolution of each class;"
        " of a society its own rules"
    )
    needs = translatable(
        "It needs at least 75 of every 100 votes in every class, and a class in which nobody votes"
        " has not consented."
    )
    rule = translatable("the consent of each class needs at least 75 of every 100 of its votes")
    majority = Majority(Basis.CAST, Fraction(3, 4), is_strict=False)
    places = BY_BALLOT
    of_each = "special"
