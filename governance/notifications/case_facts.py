"""What letters about cases say, by the step that they tell of, so that they read the same later."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask_babel import gettext

from governance.cases.kinds import HowLeft, Payment
from governance.cases.models import Case, CaseStep, Nomination, WithdrawalSwitch
from governance.cases.presentation.course import certificate_of, entity_of, last_day
from governance.cases.presentation.words import ENDINGS
from governance.cases.queries.leaving import endings_by
from governance.cases.queries.listing import steps_of, words_of
from governance.cases.queries.withdrawals import suspension_of
from governance.infrastructure.clock import day_of
from governance.ledger.models import Book, ShareClass
from governance.ledger.queries.holdings import book_of_key
from governance.members import queries as members
from governance.notifications.models import Mail
from governance.notifications.sources import link_to, read
from governance.reckoning.money import pounds


def _case(mail: Mail) -> dict[str, Any]:
    case, step = _case_and_step(mail)
    told = step.told
    return {
        "kind": case.kind,
        "entity": entity_of(case) or _society(),
        "shares": _shares(told["share_class_id"], told["units"]),
        "amount": pounds(told["pence_due"]) if told["pence_due"] else "",
        "reason": (step.words or {}).get("reason", ""),
        "link": link_to("cases.own_case", case_id=case.id),
    }


def _joining(mail: Mail) -> dict[str, Any]:
    case, _step = _case_and_step(mail)
    payment = words_of([case.id])[case.id].get("payment", Payment.BANK)
    return {**_case(mail), "is_out_of_pay": payment == Payment.PAYROLL}


def _admitted(mail: Mail) -> dict[str, Any]:
    case, step = _case_and_step(mail)
    entry = members.entry(case.party_id)
    return {
        **_case(mail),
        "began_on": date.fromisoformat(step.told["effect_on"]),
        "number": entry.member_number if entry and not case.book_key else None,
        "certificate": certificate_of(case, steps_of(case.id)),
    }


def _leaving(mail: Mail) -> dict[str, Any]:
    """Return the days and the shares of a leaver; in which way they leave is no matter of mails."""
    case, step = _case_and_step(mail)
    how = words_of([case.id])[case.id].get("how")
    return {
        **_case(mail),
        "last_day": last_day(date.fromisoformat(step.told["effect_on"])),
        "endings": [
            (_shares(each.share_class.id, each.units), ENDINGS[each.on_leave])
            for each in endings_by(step, case)
        ],
        "is_own_wish": how == HowLeft.RESIGNED,
        "is_unclaimed": "unclaimed_pence" in (step.words or {}),
    }


def _taken_back(mail: Mail) -> dict[str, Any]:
    _of_case, step = _case_and_step(mail)
    return {**_case(mail), "reason": (step.words or {}).get("taken_back_because", "")}


def _queued(mail: Mail) -> dict[str, Any]:
    case, _step = _case_and_step(mail)
    book = book_of_key(case.book_key)
    suspension = suspension_of(book) if book else None
    return {**_case(mail), "suspended_on": suspension.switched_on if suspension else None}


def _paid_out(mail: Mail) -> dict[str, Any]:
    case, step = _case_and_step(mail)
    before = read(CaseStep, (case.id, step.n - 1)).told["pence_paid"]
    left = step.told["pence_due"] - step.told["pence_paid"]
    # Where some was paid under Books meanwhile, the words of the step have what was paid by it.
    paid = (step.words or {}).get("paid_pence", step.told["pence_paid"] - before)
    return {**_case(mail), "amount": pounds(paid), "left": pounds(left) if left else ""}


def _transferred(mail: Mail) -> dict[str, Any]:
    case, step = _case_and_step(mail)
    is_giver = mail.party_id == case.party_id
    other = case.other_party_id if is_giver else case.party_id
    own = {} if is_giver else {"link": link_to("ledger.my_shares")}
    return {
        **_case(mail),
        **own,
        "is_giver": is_giver,
        "other": members.names_of([other]).get(other, "") if other else "",
        "day": date.fromisoformat(step.told["effect_on"]),
    }


def _switched(mail: Mail) -> dict[str, Any]:
    switch = read(WithdrawalSwitch, mail.context["seq"])
    book = read(Book, switch.book_id)
    return {
        "entity": book.name if book.key else _society(),
        "is_suspended": switch.is_suspended,
        "day": switch.switched_on,
        "reason": (switch.words or {}).get("reason", ""),
        "link": link_to("members.membership"),
    }


def _nomination(mail: Mail) -> dict[str, Any]:
    """Return the day alone: who is named is read on the page, not in a mail."""
    nomination = read(Nomination, mail.context["nomination_id"])
    return {
        "given_on": nomination.given_on,
        "link": link_to("cases.own_nominations"),
    }


def _waits(mail: Mail) -> dict[str, Any]:
    """Return what waits and where all of it is listed; whom it is about is read there."""
    heading, text, endpoint, values = {
        "decision": (
            gettext("An application waits for the board"),
            gettext(
                "Somebody has applied to join or asked to pass shares on. Put it to the board, "
                "then enter what it decided."
            ),
            "cases.decide_several",
            {},
        ),
        "entry": (
            gettext("A new member is to be entered"),
            gettext("The board has approved and the shares are paid for. Enter them as a member."),
            "cases.office",
            {"kind": "join", "state": "paid"},
        ),
        "untold": (
            gettext("Say how somebody left"),
            gettext(
                "The work of somebody who is a member or holds shares has ended. Enter how and "
                "when they leave."
            ),
            "cases.office",
            {"kind": "leave", "state": "to_tell"},
        ),
        "queue": (
            gettext("A withdrawal of shares waits for the board"),
            gettext("Somebody is in the queue of withdrawals. Put the queue to the board."),
            "cases.withdrawals",
            {},
        ),
        "money": (
            gettext("Money for shares is to be paid"),
            gettext("Shares have ended, and money for them is due. Pay it, then enter that it is."),
            "cases.office",
            {"state": "money"},
        ),
    }[mail.context["waits"]]
    return {
        "heading": heading,
        "text": text,
        "since": day_of(mail.created_at),
        "link": link_to(endpoint, **values),
    }


def _case_and_step(mail: Mail) -> tuple[Case, CaseStep]:
    case_id = mail.context["case_id"]
    return read(Case, case_id), read(CaseStep, (case_id, mail.context["n"]))


def _shares(share_class_id: int | None, units: int) -> str:
    if share_class_id is None:
        return ""
    name = read(ShareClass, share_class_id).name
    return gettext("%(units)s × %(name)s", units=f"{units:,}", name=name)


def _society() -> str:
    society = members.society()
    return society.name if society else ""


FACTS: dict[str, Callable[[Mail], dict[str, Any]]] = {
    "case_applied": _joining,
    "case_approved": _joining,
    "case_refused": _case,
    "case_admitted": _admitted,
    "case_leaving": _leaving,
    "case_left": _leaving,
    "case_taken_back": _taken_back,
    "case_queued": _queued,
    "case_paid_out": _paid_out,
    "case_transferred": _transferred,
    "case_waits": _waits,
    "withdrawals_switched": _switched,
    "nomination_made": _nomination,
    "nomination_revoked": _nomination,
}
