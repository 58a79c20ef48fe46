"""Pictures of options: drawn small and upright, without where and when they were taken."""

import io
from collections.abc import Iterable
from hashlib import sha256

from PIL import Image, ImageOps, UnidentifiedImageError
from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from governance.ballots.models import BallotDraft, BallotPicture, Option
from governance.infrastructure import files
from governance.infrastructure.database import db, is_postgresql, lock_for_transaction
from governance.infrastructure.errors import Refused

MEGABYTE = 1024 * 1024
LARGEST_MEGABYTES = 12  # what a phone's camera makes
LARGEST_PIXELS = 60_000_000
SIDE = 960  # as large as it is ever shown, twice over for fine screens
QUALITY = 85


class PictureNotTaken(Refused):
    """The file is no picture that can be shown."""

    title = "The picture was not taken"


def keep_picture(content: bytes, name: str) -> str:
    """Keep a picture for an option, and return the SHA-256 by which it is named.

    Raises:
        NotTaken, PictureNotTaken: it is no picture that can be shown.
    """
    small = _small(content, name)
    digest = sha256(small).hexdigest()
    lock_for_transaction(f"ballot picture {digest}")
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    row = insert(BallotPicture).values(digest=digest, content=small)
    db.session.execute(row.on_conflict_do_nothing())
    return digest


def forget_pictures(digests: Iterable[str]) -> None:
    """Delete the pictures that stand on no paper and in no draft any more."""
    for digest in sorted({each for each in digests if each}):
        lock_for_transaction(f"ballot picture {digest}")
        on_paper = db.session.scalar(select(Option.picture).where(Option.picture == digest))
        drafts = db.session.scalars(select(BallotDraft.paper)).all()
        if on_paper is None and all(digest not in str(paper) for paper in drafts):
            db.session.execute(delete(BallotPicture).where(BallotPicture.digest == digest))


def _small(content: bytes, name: str) -> bytes:
    if len(content) > LARGEST_MEGABYTES * MEGABYTE:
        raise PictureNotTaken(
            f"The picture has more than {LARGEST_MEGABYTES} megabytes.",
            next_step="Save it smaller.",
        )
    taken = files.take(content, name)
    if taken.kind.name not in ("jpeg", "png"):
        raise PictureNotTaken("That is no picture.", next_step="Choose a JPEG or PNG picture.")
    try:
        with Image.open(io.BytesIO(taken.content), formats=("JPEG", "PNG")) as opened:
            if opened.width * opened.height > LARGEST_PIXELS:
                raise PictureNotTaken("It has too many pixels.", next_step="Save it smaller.")
            return _drawn(opened)
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError):
        raise PictureNotTaken(
            "The picture is broken.", next_step="Save it again and choose it once more."
        ) from None


def _drawn(opened: Image.Image) -> bytes:
    """Return the picture as a JPEG of its pixels alone, on white where one could see through it."""
    upright = ImageOps.exif_transpose(opened) or opened
    seen = upright.convert("RGBA")
    whole = Image.new("RGB", seen.size, "white")
    whole.paste(seen, mask=seen)
    whole.thumbnail((SIDE, SIDE))
    kept = io.BytesIO()
    whole.save(kept, "JPEG", quality=QUALITY)
    return kept.getvalue()
