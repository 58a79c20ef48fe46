"""Interest, dividends and bonuses: planned, looked at person by person, approved or dropped."""

from datetime import date
from typing import Any

from flask import Response, flash, redirect, render_template, url_for
from flask_babel import gettext

from governance.infrastructure import clock, permissions
from governance.infrastructure.database import db
from governance.infrastructure.errors import NotFound, Refused
from governance.ledger import exports, presentation
from governance.ledger.distributing.models import Distribution, DistributionTask
from governance.ledger.distributing.pay_file import pay_in
from governance.ledger.distributing.plan import Plan, methods_of, purposes_of
from governance.ledger.distributing.showing import shown_lines, terms_in_words, told
from governance.ledger.distributing.working import NotPrepared
from governance.ledger.forms.distributing import ApproveForm, CapForm, PlanForm, plan_form
from governance.ledger.models import Book
from governance.ledger.permissions import Ledger
from governance.ledger.queries import distributions as queries
from governance.ledger.queries import postings
from governance.ledger.queries.holdings import share_classes
from governance.ledger.queries.statements import year_of
from governance.ledger.service import distribution_law as law
from governance.ledger.service import distribution_tasks as tasks
from governance.ledger.service import distributions as service
from governance.ledger.service import interest_caps
from governance.ledger.views.asked import book_of, file_of, here_without, page_of
from governance.ledger.views.blueprint import blueprint
from governance.ledger.views.distribution_tasks import (
    changed_page,
    note_distribution,
    to_distribution,
    to_task,
)
from governance.ledger.views.posting import tell
from governance.reckoning.distribution.terms import Purpose
from governance.web.access import current_actor, open_to

ADDRESS = "/office/books/<int:book_id>/distributions"


@blueprint.get(ADDRESS)
@open_to(Ledger.READ)
def book_distributions(book_id: int) -> str:
    """List what was prepared and approved, and the ways of sharing that the entity has."""
    found, tasks = book_of(book_id), queries.open_tasks(book_id)
    purposes = purposes_of(found.kind)
    return render_template(
        "ledger/distributions.html",
        book=found,
        distributions=queries.distributions(book_id),
        offered=[(each, ways) for each in purposes if (ways := law.methods_open_to(found, each))],
        elsewhere=None if law.knows_employees(found) else law.of_the_society_only(found),
        plans={each.id: Plan.from_json(each.plan) for each in queries.distributions(book_id)},
        reversed_ones=queries.reversed_ones(book_id),
        limited=law.LIMITED.get(found.kind),
        tasks=tasks,
        broken=queries.broken_among(tasks),
        may_prepare=permissions.may(current_actor(), Ledger.POST_MONEY),
    )


@blueprint.route(
    f"{ADDRESS}/new/<any(interest, dividend, bonus):purpose>/<method>", methods=["GET", "POST"]
)
@open_to(Ledger.POST_MONEY)
def book_distribution_new(book_id: int, purpose: str, method: str) -> Any:
    """Ask for what a way of sharing needs, and work it out for everybody."""
    found, wanted = book_of(book_id), Purpose(purpose)
    way = next((each for each in methods_of(wanted) if each.name == method), None)
    if way is None:
        raise NotFound("It cannot be shared so. See the ways there are.")
    if wanted not in purposes_of(found.kind):
        raise law.NotForThisEntity(law.why_not(found.kind, wanted))
    if way not in law.methods_open_to(found, wanted):
        raise law.NotForThisEntity(law.of_the_society_only(found))
    is_capped = law.is_capped(found.kind, wanted)
    classes = list(share_classes(book_id))
    who, usual = law.who_may_have(found, wanted), _last_year(found)
    form = plan_form(wanted, way, classes, is_capped=is_capped, who=who, **usual)
    if form.validate_on_submit():
        task = _prepare(found, form, form.plan(wanted, way))
        if task is not None:
            return to_task(task)
    page = render_template(
        "ledger/distribution_new.html",
        book=found,
        form=form,
        purpose=wanted,
        method=way,
        cap=queries.interest_cap_on(book_id, form.last_day.data or clock.day_of(clock.now())),
    )
    return page, 400 if form.errors else 200


@blueprint.route(f"{ADDRESS}/<int:distribution_id>", methods=["GET", "POST"])
@open_to(Ledger.READ)
def book_distribution(book_id: int, distribution_id: int) -> Any:
    """Show everybody's line and how it adds up; approve it, if the officer may."""
    found, form = book_of(book_id), ApproveForm()
    made = _distribution(found, distribution_id)
    if not form.is_submitted():
        form.on.data = clock.day_of(clock.now())
    else:
        permissions.require(current_actor(), Ledger.POST_MONEY)
    if form.validate_on_submit():
        answer = _approve(found, made, form)
        if answer is not None:
            return answer
    return _shown(found, made, form)


@blueprint.post(f"{ADDRESS}/<int:distribution_id>/again")
@open_to(Ledger.POST_MONEY)
def book_distribution_again(book_id: int, distribution_id: int) -> Any:
    """Work it out anew."""
    made = _distribution(book_of(book_id), distribution_id)
    task = tasks.ask_to_prepare_again(made, actor=current_actor(), now=clock.now())
    if task is not None:
        return to_task(task)
    flash(gettext("It was worked out anew, as everything stands now."), "success")
    return to_distribution(book_id, made.id)


@blueprint.post(f"{ADDRESS}/<int:distribution_id>/drop")
@open_to(Ledger.POST_MONEY)
def book_distribution_drop(book_id: int, distribution_id: int) -> Any:
    """Give it up; nothing was posted."""
    service.drop(_distribution(book_of(book_id), distribution_id))
    flash(gettext("It was dropped. Nothing was posted."), "success")
    return redirect(url_for("ledger.book_distributions", book_id=book_id), 303)


@blueprint.get(f"{ADDRESS}/<int:distribution_id>.csv")
@open_to(Ledger.READ)
def book_distribution_csv(book_id: int, distribution_id: int) -> Response:
    """Send every line, with how it adds up."""
    made = _distribution(book_of(book_id), distribution_id)
    note_distribution(made, what="file")
    pieces = exports.distribution(made, queries.lines(made.id), current_actor())
    return file_of(pieces, f"{made.purpose}-{made.id}.csv")


@blueprint.route("/office/books/<int:book_id>/interest-cap", methods=["GET", "POST"])
@open_to(Ledger.POST_MONEY)
def book_interest_cap(book_id: int) -> Any:
    """Ask which rate of interest the rules allow at most, from when, and where it stands."""
    found, form = book_of(book_id), CapForm()
    if form.validate_on_submit() and _set_cap(found, form):
        flash(gettext("The highest rate is set."), "success")
        return redirect(url_for("ledger.book_distributions", book_id=book_id), 303)
    page = render_template(
        "ledger/interest_cap.html", book=found, form=form, caps=queries.interest_caps(book_id)
    )
    return page, 400 if form.errors else 200


def _set_cap(book: Book, form: CapForm) -> bool:
    """Set the highest rate; a refusal stands beside the rate."""
    try:
        interest_caps.set_interest_cap(
            book,
            form.rate.data,
            valid_from=form.valid_from.data,
            source=form.source.data,
            base_rate_ppm=form.base_rate.data,
            actor=current_actor(),
            now=clock.now(),
        )
    except interest_caps.AboveTheRules as refused:
        form.rate.errors = [refused.message]
        return False
    return True


def _prepare(book: Book, form: PlanForm, plan: Plan) -> DistributionTask | None:
    actor, now = current_actor(), clock.now()
    try:
        given = {"pay": pay_in(form.pay.data.read())} if "pay" in form and form.pay.data else {}
        with db.session.begin_nested():
            return tasks.ask_to_prepare(book, plan, given=given, key=form.key, actor=actor, now=now)
    except NotPrepared as refusal:
        names = presentation.whose(refusal.about[:10], actor)
        about = ", ".join(names[party_id] for party_id in refusal.about[:10])
        form.form_errors.append(f"{told(refusal.reason)} {about}".strip())
    except Refused as refusal:
        form.form_errors.append(f"{refusal.message} {refusal.next_step}".strip())
    return None


def _approve(book: Book, made: Distribution, form: ApproveForm) -> Any:
    actor, now = current_actor(), clock.now()
    try:
        with db.session.begin_nested():
            task = tasks.ask_to_approve(
                made,
                on=form.on.data,
                minute_ref=form.minute_ref.data,
                shown=form.shown.data,
                actor=actor,
                now=now,
            )
    except service.FiguresHaveChanged as refusal:
        service.prepare_again(made, actor=actor, now=now)
        return changed_page(book, made, refusal.message, refusal.changed), refusal.status
    except Refused as refusal:
        tell(form, refusal)
        return None
    if task is not None:
        return to_task(task)
    flash(gettext("It was posted as transaction %(seq)s.", seq=made.transaction_seq), "success")
    return to_distribution(made.book_id, made.id)


def _shown(book: Book, made: Distribution, form: ApproveForm) -> Any:
    form.shown.data = made.lines_digest  # of what this page shows, whatever an older one did
    plan = Plan.from_json(made.plan)
    page, pages = page_of(made.people, queries.PAGE_LENGTH)
    task = queries.newest_task(made.id) if made.state == "prepared" else None
    note_distribution(made, page=page)
    body = render_template(
        "ledger/distribution.html",
        book=book,
        made=made,
        plan=plan,
        form=form,
        lines=shown_lines(made, queries.lines_page(made.id, page), current_actor()),
        names=presentation.whose([party for party, _reason in made.left_out], current_actor()),
        told=told,
        terms=terms_in_words(plan, {each.id: each.name for each in share_classes(book.id)}),
        to_come=plan.known_on if plan.known_on > clock.day_of(clock.now()) else None,
        overlaps=queries.overlaps(made) if made.state == "prepared" else [],
        cap=law.cap_of(book, made),
        task=task,
        is_broken=bool(task and queries.broken_among([task])),
        page=page,
        pages=pages,
        here=here_without("page"),
        may_approve=permissions.may(current_actor(), Ledger.POST_MONEY),
        reversal=postings.reversal_of(made.transaction_seq) if made.transaction_seq else None,
    )
    return body, 400 if form.errors else 200


def _distribution(book: Book, distribution_id: int) -> Distribution:
    found = queries.distribution(book.id, distribution_id)
    if found is None:
        raise NotFound("There is no such distribution. See the list.")
    return found


def _last_year(book: Book) -> dict[str, date]:
    """Return the days of the entity's last finished year."""
    first, _last = year_of(book, clock.day_of(clock.now()))
    last = date.fromordinal(first.toordinal() - 1)
    return {"first_day": year_of(book, last)[0], "last_day": last, "decided_on": last}
