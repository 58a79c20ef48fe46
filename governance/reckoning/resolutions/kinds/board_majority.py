"""How the board decides: the majority of the directors who vote."""

from fractions import Fraction

from governance.reckoning.resolutions.kind import ResolutionKind
from governance.reckoning.resolutions.majority import Basis, Majority
from governance.reckoning.resolutions.passing import BY_THE_BOARD
from governance.reckoning.resolutions.registry import resolution_kind
from governance.reckoning.sentence import translatable


@resolution_kind
class BoardMajority(ResolutionKind):
    """How the board decides: the majority of the directors who vote."""

    name = "board_majority"
    title = translatable("Majority of the board")
    description = translatable(
        "Carried if more directors are for than against. An abstention is not a vote. A tie is"
        " lost, unless the rules give the chair a casting vote and it is for."
    )
    source = (
        "Companies Act 2006, section 154, leaves it to the rules; SI 2008/3229, articles 7(1) and"
        " 13 [G]; of a society its own rules"
    )
    needs = translatable("It needs more directors for it than against.")
    rule = translatable("a decision of the board needs more directors for it than against")
    majority = Majority(Basis.CAST, Fraction(1, 2), is_strict=True)
    places = BY_THE_BOARD
