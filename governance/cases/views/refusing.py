"""Where to go on from what cannot be done with a case: to the case, and to its next thing to do."""

from collections.abc import Mapping
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext

from governance.cases import service
from governance.cases.models import Case
from governance.cases.permissions import Cases
from governance.cases.presentation.course import Action, matter_of, next_action
from governance.cases.queries.applicants import may_join
from governance.cases.queries.leaving import may_leave
from governance.cases.queries.owing import owed_in
from governance.cases.views.blueprint import blueprint
from governance.cases.views.joining import asked_entity, other_entities
from governance.infrastructure import clock, permissions
from governance.infrastructure.database import db
from governance.infrastructure.errors import Refused
from governance.members import queries as members
from governance.web.access import current_actor

CONFLICT = 409


@blueprint.errorhandler(Refused)
def refused(refusal: Refused) -> tuple[str, int]:
    """Say what cannot be done, with the ways on from there."""
    ways = _ways_on(refusal) if refusal.status == CONFLICT else []
    if ways and request.method == "GET":
        refusal.title = gettext("This cannot be done now")
    return render_template(refusal.template, refusal=refusal, ways=ways), refusal.status


def _ways_on(refusal: Refused) -> list[Action]:
    asked = request.view_args or {}
    case_id = getattr(refusal, "case_id", None) or asked.get("case_id")
    case = db.session.get(Case, case_id) if case_id else None
    if case is not None:
        return [*_of_case(case), *_elsewhere(asked)]
    if "party_id" in asked:
        name = members.names_of([asked["party_id"]]).get(asked["party_id"], gettext("this person"))
        text = gettext("See %(name)s in the register", name=name)
        person = Action(text, url_for("members.person", party_id=asked["party_id"]))
        return [person, *_elsewhere(asked)]
    if "book_id" in asked:
        return _of_withdrawals(asked["book_id"], refusal)
    return [Action(gettext("See your membership"), url_for("members.membership"))]


def _of_case(case: Case) -> list[Action]:
    actor, matter = current_actor(), matter_of(case)
    if not permissions.may(actor, Cases.READ):
        text = gettext("See where it stands: %(matter)s", matter=matter)
        return [Action(text, url_for("cases.own_case", case_id=case.id))]
    name = members.names_of([case.party_id]).get(case.party_id, gettext("(name erased)"))
    text = gettext("See the case: %(matter)s: %(name)s", matter=matter, name=name)
    to_case = Action(text, url_for("cases.case", case_id=case.id))
    today = clock.day_of(clock.now())
    following = next_action(case, actor, owed=owed_in([case])[case.id], today=today)
    is_led_to = following is not None and not following.is_sent and following.href != request.path
    return [to_case, following] if is_led_to and following else [to_case]


def _elsewhere(asked: Mapping[str, Any]) -> list[Action]:
    """Return the same page of the other legal entities, where the address can name one."""
    if "party_id" not in asked:
        return []
    today = clock.day_of(clock.now())
    open_there = may_leave if request.endpoint == "cases.open_leave" else may_join
    others = other_entities(asked_entity())
    others = [each for each in others if open_there(asked["party_id"], each.key, on=today)]
    return [
        Action(
            gettext("The same for %(entity)s", entity=each.name),
            url_for(str(request.endpoint), **asked, entity=each.key or None),
        )
        for each in others
    ]


def _of_withdrawals(book_id: int, refusal: Refused) -> list[Action]:
    queue = Action(gettext("See the queue of withdrawals"), url_for("cases.withdrawals"))
    if not isinstance(refusal, service.WithdrawalsSuspended):
        return [queue]
    lift = Action(gettext("Let withdrawals go on"), url_for("cases.lift", book_id=book_id))
    return [queue, lift]
