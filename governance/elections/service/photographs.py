"""Photographs of candidates, which they show and take away until nominations close."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy import select

from governance.ballots.models import BallotPicture
from governance.ballots.service.pictures import keep_bytes
from governance.elections.models import Candidate
from governance.elections.service.candidates import refuse_all_but
from governance.elections.service.holding import hold_open
from governance.elections.service.pictures import forget_picture, small_picture
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound


def show_photograph(
    candidate: Candidate, content: bytes, name: str, words: str, *, actor: Actor, now: datetime
) -> None:
    """Keep a photograph of the candidate, in place of one that was there.

    Raises:
        NominationsAreClosed: they are.
        NotTaken, PictureNotTaken: it is no picture that can be shown.
    """
    refuse_all_but(candidate, actor)
    hold_open(candidate.contest.election, now=now)
    small = small_picture(content, name)
    before, candidate.picture = candidate.picture, sha256(small).hexdigest()
    candidate.picture_words = words
    keep_bytes(candidate.picture, small)
    db.session.flush()
    if before != candidate.picture:
        forget_picture(before)


def remove_photograph(candidate: Candidate, *, actor: Actor, now: datetime) -> None:
    """Take one's photograph away again."""
    refuse_all_but(candidate, actor)
    hold_open(candidate.contest.election, now=now)
    before, candidate.picture, candidate.picture_words = candidate.picture, "", ""
    db.session.flush()
    forget_picture(before)


def photograph_of(candidate: Candidate) -> bytes:
    """Return the photograph, as a JPEG picture.

    Raises:
        NotFound: there is none.
    """
    of_it = select(BallotPicture.content).where(BallotPicture.digest == candidate.picture)
    content = db.session.scalar(of_it) if candidate.picture else None
    if content is None:
        raise NotFound("There is no photograph of this candidate.")
    return content
