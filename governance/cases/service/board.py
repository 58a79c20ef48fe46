"""What the rules on the board leave to it, of the society itself; the rest the members decide."""

from datetime import date

from governance.cases.service.steps import NotAsAsked
from governance.reckoning.rules.kinds.board import BoardRules, Delegated
from governance.rulebook.queries import rules_on


class NotTheBoards(NotAsAsked):
    """By the rules the members decide this, and not the board."""


def refuse_unless_the_boards(act: Delegated, *, book_key: str, on: date) -> None:
    """Refuse to enter a decision of the board that the rules of a day keep for the members.

    Another legal entity than the society has a board and rules of its own.

    Raises:
        NotTheBoards: with what the members can do.
    """
    if book_key or rules_on(on).of(BoardRules).may(act):
        return
    raise NotTheBoards(_SENTENCES[act], next_step=_NEXT[act], about="minute")


_SENTENCES = {
    Delegated.ADMIT: "By the rules the members decide on applications, and not the board.",
    Delegated.EXPEL: "By the rules only the members may expel a member, and not the board.",
}
_NEXT = {
    Delegated.ADMIT: "Propose a motion to admit them: carried, it approves the application.",
    Delegated.EXPEL: "Propose a motion to expel them: carried, it gives them notice.",
}
