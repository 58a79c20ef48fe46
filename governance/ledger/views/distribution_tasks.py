"""How far the worker is with a distribution of thousands, and what came of what was asked for."""

from collections.abc import Iterable
from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext

from governance.infrastructure import clock, jobs
from governance.infrastructure.errors import NotFound
from governance.ledger import lists, presentation
from governance.ledger.distributing.models import Distribution, DistributionTask
from governance.ledger.distributing.plan import Plan
from governance.ledger.distributing.showing import changed_lines, told
from governance.ledger.distributing.working import Changed
from governance.ledger.models import Book
from governance.ledger.permissions import Ledger
from governance.ledger.queries import distributions as queries
from governance.ledger.service import distribution_tasks as service
from governance.ledger.units import written_day
from governance.ledger.views.asked import book_of
from governance.ledger.views.blueprint import blueprint
from governance.members.looking import note_list
from governance.reckoning.sentence import translatable
from governance.web.access import current_actor, open_to

ADDRESS = "/office/books/<int:book_id>/distributions/tasks/<int:task_id>"
SECONDS_TO_RENEWAL = 4
PURPOSES = {
    "interest": translatable("Interest on shares"),
    "dividend": translatable("The dividend"),
    "bonus": translatable("The bonus"),
}


@blueprint.get(ADDRESS)
@open_to(Ledger.POST_MONEY)
def book_distribution_task(book_id: int, task_id: int) -> Any:
    """Show how far it is, the way to what came of it, or why it came to nothing."""
    book, task = book_of(book_id), _task(book_id, task_id)
    if task.state == "done" and task.distribution_id is not None:
        return to_distribution(book_id, task.distribution_id)
    if task.state == "waiting":
        return _progress(book, task)
    if task.told.get("changed"):
        made = queries.distribution(book_id, task.distribution_id or 0)
        if made is not None:
            note_distribution(made)
        return changed_page(
            book, made, task.refusal, [Changed(*each) for each in task.told["changed"]]
        )
    return render_template(
        "ledger/distribution_refused.html", book=book, task=task, refusal=_refusal(task)
    )


@blueprint.post(f"{ADDRESS}/again")
@open_to(Ledger.POST_MONEY)
def book_distribution_task_again(book_id: int, task_id: int) -> Any:
    """Begin again what could not be done."""
    task = _task(book_id, task_id)
    service.try_task_again(task, actor=current_actor(), now=clock.now())
    return to_task(task)


@blueprint.post(f"{ADDRESS}/drop")
@open_to(Ledger.POST_MONEY)
def book_distribution_task_drop(book_id: int, task_id: int) -> Any:
    """Give up what was asked for."""
    service.drop_task(_task(book_id, task_id))
    flash(gettext("It was given up. Nothing was posted."), "success")
    return redirect(url_for("ledger.book_distributions", book_id=book_id), 303)


def to_task(task: DistributionTask) -> Any:
    """Lead to what came of a task, or to how far it is."""
    if task.state == "done" and task.distribution_id is not None:
        return to_distribution(task.book_id, task.distribution_id)
    address = url_for("ledger.book_distribution_task", book_id=task.book_id, task_id=task.id)
    return redirect(address, 303)


def to_distribution(book_id: int, distribution_id: int) -> Any:
    """Lead to a distribution."""
    address = url_for("ledger.book_distribution", book_id=book_id, distribution_id=distribution_id)
    return redirect(address, 303)


def note_distribution(made: Distribution, *, what: str = "list", page: int | None = None) -> None:
    """Note that who asks has read what everybody has of a distribution."""
    plan = Plan.from_json(made.plan)
    title = gettext(
        "%(purpose)s for %(first)s to %(last)s",
        purpose=gettext(PURPOSES[made.purpose]),
        first=written_day(plan.first_day),
        last=written_day(plan.last_day),
    )
    note_list(title, lists.of_distribution(made.id), what=what, page=page)


def changed_page(
    book: Book, made: Distribution | None, message: str, changed: Iterable[Changed]
) -> str:
    """Return the page that says whose part is another by now."""
    return render_template(
        "ledger/distribution_changed.html",
        book=book,
        made=made,
        message=message,
        lines=changed_lines(changed, current_actor()),
    )


def _progress(book: Book, task: DistributionTask) -> Response:
    """Show how far the work is; the page renews itself unless asked to keep still."""
    job, still = jobs.progress_of(task.job_id or 0), "still" in request.args
    page = render_template(
        "ledger/distribution_progress.html", book=book, task=task, job=job, still=still
    )
    answer = make_response(page)
    if not still and not (job and job["state"] == "failed"):
        answer.headers["Refresh"] = str(SECONDS_TO_RENEWAL)
    return answer


def _refusal(task: DistributionTask) -> str:
    """Return why it came to nothing, and the first of whom it is about."""
    if "reason" not in task.told:
        return task.refusal
    names = presentation.whose(task.told["about"], current_actor())
    about = ", ".join(names[party_id] for party_id in task.told["about"])
    return f"{told(task.told['reason'])} {about}".strip()


def _task(book_id: int, task_id: int) -> DistributionTask:
    found = queries.task(book_id, task_id)
    if found is None:
        raise NotFound("There is no such task. See the list of distributions.")
    return found
