"""Pictures of people: made small, upright, and without where and when they were taken."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError
from sqlalchemy import delete, exists, true
from sqlalchemy.dialects import postgresql, sqlite

from governance.ballots.models import BallotPicture
from governance.elections.models import Candidate
from governance.infrastructure import files
from governance.infrastructure.database import db, is_postgresql, lock_for_transaction
from governance.infrastructure.errors import Refused

MEGABYTE = 1024 * 1024
LARGEST_MEGABYTES = 12  # what a phone's camera makes
LARGEST_PIXELS = 60_000_000
SIDE = 480  # as large as it is ever shown, twice over for fine screens
QUALITY = 82


class PhotographNotTaken(Refused):
    """The picture cannot be shown."""

    title = "The photograph was not taken"


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
        NotTaken, PhotographNotTaken: it is no picture, or too large.
    """
    if len(content) > LARGEST_MEGABYTES * MEGABYTE:
        raise PhotographNotTaken(
            f"The photograph has more than {LARGEST_MEGABYTES} megabytes.",
            next_step="Save it smaller.",
        )
    taken = files.take(content, name)
    if taken.kind.name not in ("jpeg", "png"):
        raise PhotographNotTaken(
            "That is no photograph.", next_step="Choose a JPEG or PNG picture."
        )
    try:
        with Image.open(io.BytesIO(taken.content), formats=("JPEG", "PNG")) as opened:
            if opened.width * opened.height > LARGEST_PIXELS:
                raise PhotographNotTaken("It has too many pixels.", next_step="Save it smaller.")
            return _drawn_small(opened)
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError):
        raise PhotographNotTaken(
            "The picture is broken.", next_step="Save it again and choose it once more."
        ) from None


def _drawn_small(opened: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(opened) or opened
    small = ImageOps.fit(upright.convert("RGB"), (SIDE, SIDE))
    small.info.clear()  # a comment would be written again
    kept = io.BytesIO()
    small.save(kept, "JPEG", quality=QUALITY)
    return kept.getvalue()


def keep_picture(digest: str, content: bytes) -> None:
    """Keep the bytes, unless they are there already; under the lock of those who forget them."""
    lock_for_transaction(f"ballot picture {digest}")
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    row = insert(BallotPicture).values(digest=digest, content=content)
    db.session.execute(row.on_conflict_do_nothing())
