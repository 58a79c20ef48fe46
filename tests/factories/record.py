"""Links of the record, and ways to tamper with them that the database would refuse."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import select, text

from governance.infrastructure.database import db, is_postgresql
from governance.infrastructure.events import DomainEvent
from governance.record.models import Link
from governance.record.service import append_many
from tests.machinery.clock import NOON


@dataclass(frozen=True, kw_only=True)
class TeaMade(DomainEvent):
    """Something that happened."""

    kind: ClassVar[str] = "tea made"

    cups: int


def make_links(number: int, *, now: datetime = NOON, first_cup: int = 1) -> list[Link]:
    """Append that many links and return the whole chain."""
    append_many([TeaMade(at=now, by=7, cups=first_cup + each) for each in range(number)])
    return chain()


def chain() -> list[Link]:
    """Return the chain as the books have it."""
    query = select(Link).order_by(Link.seq).execution_options(populate_existing=True)
    return list(db.session.scalars(query))


def tamper(*statements: str, **values: Any) -> None:
    """Change rows as somebody could who owns the database: the triggers go first."""
    for trigger in ("link_update_refused", "link_delete_refused", "link_insert_refused"):
        db.session.execute(text(f"DROP TRIGGER {trigger}{' ON link' * is_postgresql()}"))
    change_rows(statements, **values)


def change_rows(statements: Sequence[str], **values: Any) -> None:
    """Execute statements past the services."""
    for statement in statements:
        wanted = {name: value for name, value in values.items() if f":{name}" in statement}
        db.session.execute(text(statement), wanted)
    db.session.expire_all()
