"""Whom an effect is about, and from when to when: forms of admitting, expelling and appointing."""

from collections.abc import Mapping
from typing import Any, Self

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from governance.cases.kinds import Kind
from governance.cases.models import Case
from governance.cases.service import TO_BE_DECIDED
from governance.effects.effect import day_in
from governance.effects.forms.choosing import PayloadForm
from governance.effects.kinds.appoint import OFFICE_NAMES
from governance.infrastructure.database import db
from governance.members import queries as members
from governance.members.entries import folded
from governance.members.models import RegisterEntry
from governance.members.service.offices import Office
from governance.web.widgets import DateField, NumberField, RadiosField, Submit, TextField


class AdmitForm(PayloadForm):
    """Who has applied."""

    name = TextField(
        _("Who has applied?"),
        hint=_("Their name as they applied. Ask them first: members will read it."),
        required=_("Enter the name"),
        called=_("The name"),
        longest=160,
    )
    submit = Submit(_("Continue"))

    @classmethod
    def showing(cls, payload: Mapping[str, Any]) -> Self:
        """Return the form with the name of whom the payload is about."""
        return cls(data={"name": _name_of(payload)})

    @property
    def payload(self) -> dict[str, Any]:
        """The applicant of that name, if there is just one."""
        return {"party_id": _applicant_named(self.name.data)}


class ExpelForm(PayloadForm):
    """Whom, when they are heard, and their last day."""

    member_number = NumberField(
        _("Their member number"), required=_("Enter their member number"), least=1
    )
    heard_on = DateField(
        _("When are they heard, or when were they?"),
        hint=_(
            "The hearing must have been before the vote ends: else the resolution cannot be done."
        ),
        required=_("Enter the day of the hearing"),
    )
    last_day = DateField(
        _("Their last day as a member"), hint=_("Leave it empty for: the day of the decision.")
    )
    submit = Submit(_("Continue"))

    @classmethod
    def showing(cls, payload: Mapping[str, Any]) -> Self:
        """Return the form with what was said before."""
        return cls(
            data={
                "member_number": _number_of(payload),
                "heard_on": day_in(payload.get("heard_on", "")),
                "last_day": day_in(payload.get("last_day", "")),
            }
        )

    @property
    def payload(self) -> dict[str, Any]:
        """What was typed."""
        return {
            "party_id": members.party_numbered(self.member_number.data),
            "heard_on": self.heard_on.data.isoformat(),
            "last_day": self.last_day.data.isoformat() if self.last_day.data else "",
        }


class AppointForm(PayloadForm):
    """Whom, to which office of what, and from when to when."""

    member_number = NumberField(
        _("Their member number"), required=_("Enter their member number"), least=1
    )
    office = RadiosField(
        _("To which office?"),
        choices={office.value: name for office, name in OFFICE_NAMES.items()},
        required=_("Select the office"),
    )
    body = TextField(
        _("Of what?"),
        hint=_("For example: Board"),
        required=_("Enter of what, for example: Board"),
        longest=80,
        default="Board",
    )
    from_day = DateField(
        _("From which day?"), hint=_("Leave it empty for: from the day it is carried.")
    )
    until_day = DateField(_("Until which day?"), hint=_("Leave it empty for: without an end."))
    submit = Submit(_("Continue"))

    @classmethod
    def showing(cls, payload: Mapping[str, Any]) -> Self:
        """Return the form with what was said before."""
        if not payload:
            return cls()
        return cls(
            data={
                "member_number": _number_of(payload),
                "office": payload["office"],
                "body": payload["body"],
                "from_day": day_in(payload["from"]),
                "until_day": day_in(payload["until"]),
            }
        )

    @property
    def payload(self) -> dict[str, Any]:
        """What was typed."""
        first, last = self.from_day.data, self.until_day.data
        return {
            "party_id": members.party_numbered(self.member_number.data),
            "office": Office(self.office.data).value,
            "body": self.body.data,
            "from": first.isoformat() if first else "",
            "until": last.isoformat() if last else "",
        }


def _applicant_named(name: str) -> int | None:
    applied = (
        select(RegisterEntry.party_id, RegisterEntry.name)
        .join(Case, Case.party_id == RegisterEntry.party_id)
        .where(Case.kind == Kind.JOIN, Case.book_key == "", Case.state.in_(TO_BE_DECIDED))
    )
    found = [
        row.party_id for row in db.session.execute(applied) if folded(row.name) == folded(name)
    ]
    return found[0] if len(found) == 1 else None


def _name_of(payload: Mapping[str, Any]) -> str:
    party_id = payload.get("party_id")
    return members.names_of([party_id]).get(party_id, "") if party_id else ""


def _number_of(payload: Mapping[str, Any]) -> int | None:
    entry = members.entry(payload["party_id"]) if payload else None
    return entry.member_number if entry else None
