"""Anchors kept beside the database, and what is said of one that somebody brings back.

Each head that is published is also written to a file that no back-up of the database holds: put an
old back-up in its place, and the file still knows of later links. It is for what goes wrong by
itself; whoever controls the machine can write the file too, so auditors keep theirs elsewhere.
"""

import os
import re
from datetime import datetime
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from governance.infrastructure.database import db
from governance.record.models import Link
from governance.record.verify import Anchor, Fault, against, beyond_the_end

# As mails have it, and as papers print it: 2,508 and the hash in groups. A time may follow.
WRITTEN = re.compile(
    r"([1-9][0-9]{0,17}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,5})(?:\s*:\s*|\s+)"
    r"((?:[0-9a-fA-F]\s*){64})(\s.*)?"
)


def read(text: str) -> Anchor | None:
    """Return the anchor that the text is, as a notice, a mail or a statement has it, or None."""
    found = WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    return Anchor(int(found[1].replace(",", "")), "".join(found[2].split()).lower())


def keep(anchor: Anchor, *, now: datetime) -> None:
    """Write the anchor to the file, if there is one and it does not have it yet."""
    place = _file()
    if place is None or anchor in kept():
        return
    with place.open("a", encoding="ascii") as file:
        file.write(f"{anchor} {now:%Y-%m-%dT%H:%M:%SZ}\n")
        file.flush()
        os.fsync(file.fileno())


def kept() -> list[Anchor]:
    """Return the anchors that the file has, without lines that were cut off by a full disk."""
    place = _file()
    if place is None or not place.exists():
        return []
    lines = place.read_text(encoding="ascii", errors="replace").splitlines()
    return [anchor for line in lines if (anchor := read(line)) is not None]


def compared(anchor: Anchor) -> Fault | None:
    """Compare one anchor with the record as it is now; None: they agree.

    Only that link is looked at: `record verify` walks the whole chain.
    """
    found = db.session.scalar(select(Link.hash).where(Link.seq == anchor.seq))
    if found is None:
        newest = db.session.scalar(select(Link.seq).order_by(Link.seq.desc()).limit(1)) or 0
        return beyond_the_end(anchor, newest)
    return next(iter(against(anchor, found)), None)


def disagreement() -> Fault | None:
    """Return what is wrong by the newest anchor of the file: an old back-up was put in place."""
    anchors = kept()
    return compared(max(anchors, key=lambda anchor: anchor.seq)) if anchors else None


def _file() -> Path | None:
    configured: str = current_app.config["ANCHORS_FILE"]
    return Path(configured) if configured else None
