"""One's own joining and leaving on Home: what is to be paid, and what goes on without one."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from flask import url_for
from flask_babel import gettext

from governance.cases.kinds import HowLeft, Kind, Payment, State
from governance.cases.models import Case
from governance.cases.presentation.course import entity_of, last_day
from governance.cases.queries import listing as cases
from governance.cases.queries.listing import Listed
from governance.home.need import Need
from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.members import queries as members
from governance.reckoning.money import pounds
from governance.web.templating import date_only


def shares_to_pay_for(actor: Actor, now: datetime) -> Iterator[Need]:
    """Yield each payment that an applicant is to make; what comes out of pay is none."""
    for listed in _open_cases(actor):
        if not _is_to_be_paid_by_bank(listed):
            continue
        yield Need(
            due=None,
            when=gettext("The board has approved"),
            title=gettext("Pay %(amount)s for your shares", amount=pounds(listed.case.price_left)),
            text=gettext("Then you are entered as a member. Ask finance if you do not know how."),
            href=_page(listed.case),
            action=gettext("See where it stands"),
            button="secondary",
            is_pressing=True,
        )


def under_way(actor: Actor, now: datetime) -> Iterator[Need]:
    """Yield where one's application stands, and when one leaves: nothing to do, but to know."""
    for listed in _open_cases(actor):
        if listed.case.kind == Kind.JOIN and not _is_to_be_paid_by_bank(listed):
            yield _application(listed.case)
        if listed.case.kind == Kind.LEAVE:
            yield _leaving(listed, day_of(now))


def _application(case: Case) -> Need:
    entity = _entity(case)
    if case.state == State.APPLIED:
        title = gettext("Your application to join %(entity)s waits for the board", entity=entity)
        text = gettext("The board decides at a coming meeting. You get a mail when it has.")
    else:
        title = gettext("The board has approved your application to join %(entity)s", entity=entity)
        text = gettext("The secretary enters you in the register of members next.")
    if case.state == State.APPROVED and case.price_left:
        text = gettext(
            "%(amount)s for your shares comes out of your pay. Then you are entered as a member.",
            amount=pounds(case.price_left),
        )
    when = gettext("You applied on %(day)s", day=date_only(case.opened_on))
    return _known(case, when=when, title=title, text=text)


def _leaving(listed: Listed, today: date) -> Need:
    case, entity = listed.case, _entity(listed.case)
    day = last_day(case.effect_on)
    if case.state == State.TO_TELL or day is None:
        return _known(
            case,
            when=gettext("Leaving %(entity)s", entity=entity),
            title=gettext("Your work here has ended"),
            text=gettext(
                "The secretary enters what that means for your membership and your shares."
            ),
        )
    return _known(
        case,
        when=gettext("Leaving %(entity)s", entity=entity),
        title=gettext("Your last day as a member is %(day)s", day=date_only(day))
        if day >= today
        else gettext("Your last day as a member was %(day)s", day=date_only(day)),
        text=_until_then(listed.words) if day >= today else gettext("Your shares end next."),
    )


def _until_then(words: Any) -> str:
    if words.get("how") == HowLeft.RESIGNED:
        return gettext("Until then you are a member as before, and can take your notice back.")
    return gettext(
        "Until then you are a member as before. If this is not right, tell the secretary."
    )


def _known(case: Case, *, when: str, title: str, text: str) -> Need:
    action = gettext("See where it stands")
    return Need(due=None, when=when, title=title, text=text, href=_page(case), action=action)


def _open_cases(actor: Actor) -> list[Listed]:
    if actor.party_id is None:
        return []
    return [listed for listed in cases.cases_of(actor.party_id) if listed.case.is_open]


def _is_to_be_paid_by_bank(listed: Listed) -> bool:
    case, payment = listed.case, listed.words.get("payment", Payment.BANK)
    return case.state == State.APPROVED and bool(case.price_left) and payment != Payment.PAYROLL


def _entity(case: Case) -> str:
    society = members.society()
    return entity_of(case) or (society.name if society else "")


def _page(case: Case) -> str:
    return url_for("cases.own_case", case_id=case.id)
