"""The course of a case: its steps so far, those to come, and the one next thing to do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext, ngettext

from governance.cases.kinds import Kind, State, Step
from governance.cases.models import Case, CaseStep
from governance.cases.permissions import Cases
from governance.cases.presentation import words
from governance.cases.queries.owing import Owed
from governance.infrastructure import permissions
from governance.infrastructure.actor import Actor
from governance.infrastructure.database import db
from governance.ledger.models import ShareClass
from governance.ledger.queries.certificates import SOCIETYS_OWN
from governance.ledger.queries.holdings import entity_names
from governance.ledger.queries.postings import reversed_by
from governance.reckoning.money import pounds
from governance.web.templating import date_only

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Action:
    """Something that can be done with a case: its words and where; `is_sent`: by one click."""

    text: str
    href: str
    is_sent: bool = False


def timeline_of(
    case: Case, steps: Sequence[CaseStep], *, owed: Owed, told_to_office: bool
) -> list[Any]:
    """Return the steps as the timeline draws them; reasons and references for the office only."""
    said = {name: value for step in steps for name, value in (step.words or {}).items()}
    done = [_done(case, step, said, told_to_office=told_to_office) for step in steps]
    return [*done, *_reversed(case, steps), *_in_the_books(owed), *_to_come(case, owed)]


def next_action(case: Case, actor: Actor, *, owed: Owed, today: date) -> Action | None:
    """Return the one next thing that this officer can do with the case."""
    found = _next(case, owed, today)
    if found is None:
        return None
    permission, action = found
    return action if permissions.may(actor, permission) else None


def certificate_of(case: Case, steps: Sequence[CaseStep]) -> str:
    """Return the number of the certificate of the shares issued: the book and the link, or ""."""
    issued = _issue_of(case, steps)
    return f"{case.book_key or SOCIETYS_OWN}/{issued}" if issued else ""


def shares_in_words(case: Case) -> str:
    """Return "5 of A shares", or ""."""
    if case.share_class_id is None:
        return ""
    share_class = db.session.get_one(ShareClass, case.share_class_id)
    return gettext("%(units)s × %(name)s", units=f"{case.units:,}", name=share_class.name)


def entity_of(case: Case, names: Mapping[str, str] | None = None) -> str:
    """Return the name of the legal entity, where there is more than one; `names`: of each."""
    found = entity_names() if names is None else names
    return found.get(case.book_key, case.book_key)


def matter_of(case: Case, names: Mapping[str, str] | None = None) -> str:
    """Return "Joining", or "Joining, Tame Pensions" where there is more than one legal entity."""
    kind, entity = words.kind(case.kind), entity_of(case, names)
    return f"{kind}, {entity}" if entity else kind


def last_day(effect_on: date | None) -> date | None:
    """Return the last day as a member, before the effect."""
    return effect_on - ONE_DAY if effect_on else None


def _done(
    case: Case, step: CaseStep, of_case: Mapping[str, Any], *, told_to_office: bool
) -> dict[str, Any]:
    said = step.words or {}
    title = words.step(case.kind, step.step, of_case)
    if case.kind == Kind.LEAVE and step.step == Step.OPENED and step.state == State.TO_TELL:
        title = gettext("Work here has ended")
    told = [
        (gettext("Minute: %(minute)s.", minute=said["minute"]) if said.get("minute") else ""),
        _amounts(step),
        _days(case, step),
        said.get("reason", "") if told_to_office or step.step == Step.REFUSED else "",
        said.get("taken_back_because", ""),
    ]
    if told_to_office and said.get("reference"):
        told.append(gettext("Reference: %(reference)s.", reference=said["reference"]))
    if told_to_office:
        told.append(gettext("Link %(seq)s.", seq=step.seq))
    return {
        "title": title,
        "when": date_only(step.taken_on),
        "text": " ".join(part for part in told if part),
        "state": "done",
    }


def _issue_of(case: Case, steps: Sequence[CaseStep]) -> int | None:
    """Return the transaction that issued the shares of somebody admitted."""
    if case.kind != Kind.JOIN or case.state != State.ADMITTED or case.share_class_id is None:
        return None
    return int(steps[-1].told["results"][-1])


def _reversed(case: Case, steps: Sequence[CaseStep]) -> Iterator[dict[str, Any]]:
    """Yield that the shares of somebody admitted were taken back under Books."""
    issued = _issue_of(case, steps)
    reversal = reversed_by(issued) if issued else None
    if reversal is not None:
        text = gettext(
            "Transaction %(issued)s was reversed by transaction %(seq)s.",
            issued=issued,
            seq=reversal.seq,
        )
        title, when = gettext("The issue of the shares was reversed"), reversal.effective_on
        yield {"title": title, "when": date_only(when), "text": text, "state": "done"}


def _in_the_books(owed: Owed) -> Iterator[dict[str, Any]]:
    """Yield what was paid, or otherwise settled, under Books and not in the case."""
    if owed.in_books:
        amount = gettext("%(amount)s.", amount=pounds(owed.in_books))
        title = gettext("Settled in the books")
        yield {"title": title, "when": "", "text": amount, "state": "done"}


def _amounts(step: CaseStep) -> str:
    told, said = step.told, step.words or {}
    if step.step == Step.PAYMENT and said.get("received_on"):
        return gettext(
            "%(amount)s received on %(day)s.",
            amount=pounds(told["pence_paid"]),
            day=_day(said["received_on"], step),
        )
    if step.step == Step.PAYMENT:
        return gettext("%(amount)s.", amount=pounds(told["pence_paid"]))
    if step.step == Step.WITHDRAWN:
        return ngettext(
            "%(done)s of %(units)s share; %(amount)s due so far.",
            "%(done)s of %(units)s shares; %(amount)s due so far.",
            told["units"],
            done=f"{told['units_done']:,}",
            units=f"{told['units']:,}",
            amount=pounds(told["pence_due"]),
        )
    if step.step == Step.PAID_OUT and said.get("paid_on"):
        return gettext(
            "%(amount)s paid on %(day)s.",
            amount=pounds(said["paid_pence"]),
            day=_day(said["paid_on"], step),
        )
    if step.step == Step.PAID_OUT and said.get("paid_pence"):
        return gettext("%(amount)s.", amount=pounds(said["paid_pence"]))
    if step.step == Step.PAID_OUT:
        return gettext("%(amount)s paid so far.", amount=pounds(told["pence_paid"]))
    if step.step == Step.CARRIED_OUT and told["pence_due"]:
        return gettext("%(amount)s due.", amount=pounds(told["pence_due"]))
    return ""


def _days(case: Case, step: CaseStep) -> str:
    """Return the true day of notice or decision where it is not that of the entry; the last day."""
    said, told = step.words or {}, []
    if said.get("decided_on", step.taken_on.isoformat()) != step.taken_on.isoformat():
        told.append(gettext("Decided on %(day)s.", day=_day(said["decided_on"], step)))
    if said.get("notice_on", step.taken_on.isoformat()) != step.taken_on.isoformat():
        day = _day(said["notice_on"], step)
        told.append(
            gettext("Told of it on %(day)s.", day=day)
            if words.is_of_a_death(said)
            else gettext("Given on %(day)s.", day=day)
        )
    if case.kind == Kind.LEAVE and step.state == State.NOTICED and step.told["effect_on"]:
        last = last_day(date.fromisoformat(step.told["effect_on"]))
        told.append(words.last_day_in_words(said, last))
    return " ".join(told)


def _day(told: str, step: CaseStep) -> str:
    """Return a day that was told in a step, and that of the step itself if it is another."""
    day = date.fromisoformat(told)
    if day == step.taken_on:
        return date_only(day)
    entered = date_only(step.taken_on)
    return gettext("%(day)s, entered on %(entered)s", day=date_only(day), entered=entered)


def _to_come(case: Case, owed: Owed) -> Iterator[dict[str, Any]]:
    """Yield the steps ahead of an open case; the first is the one it waits for.

    But one that comes by itself on its day is to come.
    """
    titles = list(_titles_to_come(case, owed))
    for place, (title, when) in enumerate(titles):
        is_waited_for = not place and not when
        yield {
            "title": title,
            "when": when,
            "text": "",
            "state": "now" if is_waited_for else "next",
        }


def _titles_to_come(case: Case, owed: Owed) -> Iterator[tuple[str, str]]:
    state = case.state
    if state in (State.APPLIED, State.ASKED) and case.kind != Kind.WITHDRAW:
        yield gettext("The board decides"), ""
    if case.kind == Kind.JOIN and case.is_open:
        if case.price_left:
            yield gettext("%(amount)s is received", amount=pounds(case.price_left)), ""
        yield gettext("Entered in the register of members"), ""
    if state == State.TO_TELL:
        yield gettext("The secretary enters how they leave"), ""
    if case.kind == Kind.LEAVE and case.is_open:
        day = date_only(case.effect_on) if case.effect_on and state == State.NOTICED else ""
        yield gettext("Membership and shares end"), day
    if case.kind == Kind.TRANSFER and case.is_open:
        yield gettext("The shares change hands"), ""
    if case.kind == Kind.WITHDRAW and case.is_open:
        yield gettext("The board lets it be paid"), ""
    if owed.left:
        yield gettext("%(amount)s is paid", amount=pounds(owed.left)), ""


def _next(case: Case, owed: Owed, today: date) -> tuple[Cases, Action] | None:
    def at(endpoint: str, text: str, *, is_sent: bool = False) -> Action:
        return Action(text, url_for(f"cases.{endpoint}", case_id=case.id), is_sent)

    if case.state in (State.APPLIED, State.ASKED) and case.kind != Kind.WITHDRAW:
        return Cases.KEEP, at("decide", gettext("Enter the board’s decision"))
    if case.state == State.APPROVED and case.price_left:
        return Cases.PAY, at("payment", gettext("Enter the payment"))
    if case.state in (State.APPROVED, State.PAID):
        return Cases.KEEP, at("admit", gettext("Enter them as a member today"), is_sent=True)
    if case.state == State.TO_TELL:
        key = case.book_key or None
        href = url_for("cases.open_leave", party_id=case.party_id, entity=key)
        return Cases.KEEP, Action(gettext("Enter how they leave"), href)
    if case.state == State.NOTICED and case.effect_on and case.effect_on <= today:
        return Cases.KEEP, at("carry_out", gettext("Carry it out now"), is_sent=True)
    if case.state == State.AGREED:
        return Cases.KEEP, at("carry_out", gettext("Enter the transfer today"), is_sent=True)
    if owed.left:
        return Cases.PAY, at("pay_out", gettext("Enter that it was paid"))
    if case.kind == Kind.WITHDRAW and case.is_open:
        return Cases.KEEP, Action(gettext("Go to the queue"), url_for("cases.withdrawals"))
    return None
