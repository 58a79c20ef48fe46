"""The discussion of a motion in the demonstration: said, mended, removed, and told to followers."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol

from governance.demonstration import cast
from governance.demonstration.cast import Part
from governance.demonstration.story import Said
from governance.demonstration.times import at
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.motions import service
from governance.motions.models import Comment, Motion
from governance.notifications.digests import tell_of_discussions

Deed = Callable[[datetime], None]

MENDED_AFTER = timedelta(minutes=4)
TOLD_AFTER = timedelta(minutes=6)
REMOVED_AFTER = timedelta(hours=2)


class OfMotion(Protocol):
    """Whose motion it is, and who speaks."""

    def motion(self) -> Motion: ...
    def actor(self, part: Part, now: datetime) -> Actor: ...


class Discussion:
    """What is said of one motion, comment by comment."""

    def __init__(self, teller: OfMotion, said: Sequence[Said]) -> None:
        self.teller = teller
        self.said = said
        self.made: list[int] = []

    def deeds(self, proposed_on: date) -> Iterator[tuple[datetime, Deed]]:
        """Yield what happens in it and when."""
        for number, said in enumerate(self.said):
            when = at(proposed_on + timedelta(days=said.days), 12 + number, 7 * number + 4)
            yield when, self._say(said, number)
            yield when + TOLD_AFTER, _tell
            if said.at_first:
                yield when + MENDED_AFTER, self._mend(said, number)
            if said.removed:
                yield when + REMOVED_AFTER, self._remove(said, number)

    def _say(self, said: Said, number: int) -> Deed:
        def deed(now: datetime) -> None:
            actor = self.teller.actor(cast.VOICES[said.by], now)
            words, submission = said.at_first or said.words, f"demonstration-{number}"
            if said.to is None:
                made = service.comment(
                    self.teller.motion(),
                    words,
                    side=said.side,
                    submission=submission,
                    actor=actor,
                    now=now,
                )
            else:
                to = self._comment(said.to)
                made = service.reply(to, words, submission=submission, actor=actor, now=now)
            self.made.append(made.id)

        return deed

    def _mend(self, said: Said, number: int) -> Deed:
        def deed(now: datetime) -> None:
            actor = self.teller.actor(cast.VOICES[said.by], now)
            made = self._comment(number)
            service.edit_comment(made, said.words, side=said.side, actor=actor, now=now)

        return deed

    def _remove(self, said: Said, number: int) -> Deed:
        def deed(now: datetime) -> None:
            secretary = self.teller.actor(cast.SECRETARY, now)
            service.remove_comment(self._comment(number), said.removed, actor=secretary, now=now)

        return deed

    def _comment(self, number: int) -> Comment:
        return db.session.get_one(Comment, self.made[number])


def _tell(now: datetime) -> None:
    tell_of_discussions(now)
