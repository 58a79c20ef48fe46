"""Pictures of options: drawn small and upright, without where and when they were taken."""

from collections.abc import Iterable
from hashlib import sha256

from PIL import Image
from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from governance.ballots.models import BallotDraft, BallotPicture, Option
from governance.infrastructure.database import db, is_postgresql, lock_for_transaction
from governance.infrastructure.pictures import redrawn

SIDE = 960  # as large as it is ever shown, twice over for fine screens


def keep_picture(content: bytes, name: str) -> str:
    """Keep a picture for an option, and return the SHA-256 by which it is named.

    Raises:
        NotTaken, PictureNotTaken: it is no picture that can be shown.
    """
    small = redrawn(content, name, _whole)
    digest = sha256(small).hexdigest()
    keep_bytes(digest, small)
    return digest


def keep_bytes(digest: str, content: bytes) -> None:
    """Keep a drawn picture, unless it is there already; under the lock of those who forget."""
    lock_for_transaction(f"ballot picture {digest}")
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    row = insert(BallotPicture).values(digest=digest, content=content)
    db.session.execute(row.on_conflict_do_nothing())


def forget_pictures(digests: Iterable[str]) -> None:
    """Delete the pictures that stand on no paper and in no draft any more."""
    for digest in sorted({each for each in digests if each}):
        lock_for_transaction(f"ballot picture {digest}")
        on_paper = db.session.scalar(select(Option.picture).where(Option.picture == digest))
        drafts = db.session.scalars(select(BallotDraft.paper)).all()
        if on_paper is None and all(digest not in str(paper) for paper in drafts):
            db.session.execute(delete(BallotPicture).where(BallotPicture.digest == digest))


def _whole(upright: Image.Image) -> Image.Image:
    """Return all of the picture, on white where one could see through it."""
    seen = upright.convert("RGBA")
    whole = Image.new("RGB", seen.size, "white")
    whole.paste(seen, mask=seen)
    whole.thumbnail((SIDE, SIDE))
    return whole
