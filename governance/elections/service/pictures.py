"""Pictures of people: made small, upright, and without where and when they were taken."""

from PIL import Image, ImageOps
from sqlalchemy import delete, exists, true

from governance.ballots.models import BallotPicture
from governance.elections.models import Candidate
from governance.infrastructure.database import db, lock_for_transaction
from governance.infrastructure.pictures import redrawn

SIDE = 480  # as large as it is ever shown, twice over for fine screens


def forget_picture(digest: str, *, of_party: int | None = None) -> None:
    """Delete a picture's bytes, unless something else shows the same; of a party, all of theirs."""
    if not digest:
        return
    lock_for_transaction(f"ballot picture {digest}")
    others = Candidate.party_id != of_party if of_party is not None else true()
    shown = exists().where(Candidate.picture == digest, others)
    db.session.execute(delete(BallotPicture).where(BallotPicture.digest == digest, ~shown))


def small_picture(content: bytes, name: str) -> bytes:
    """Return a picture upright, square, as large as it is shown, with nothing but its pixels.

    Raises:
        NotTaken, PictureNotTaken: it is no picture, or too large.
    """
    return redrawn(content, name, _square)


def _square(upright: Image.Image) -> Image.Image:
    return ImageOps.fit(upright.convert("RGB"), (SIDE, SIDE))
