"""Reserved matters of an entity: the list, one of them, asking, answering, deciding."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext

from governance.infrastructure import clock
from governance.infrastructure.errors import NotFound, Refused
from governance.ledger import lists, service
from governance.ledger.forms.consents import AnswerForm, ConsentRuleForm, MatterForm
from governance.ledger.models import Book, ReservedMatter
from governance.ledger.permissions import Ledger
from governance.ledger.queries import consents
from governance.ledger.queries.holdings import share_classes
from governance.ledger.queries.shareholders import names_of
from governance.ledger.views.asked import book_of
from governance.ledger.views.blueprint import blueprint
from governance.ledger.views.share_classes import class_in
from governance.members.looking import note_list
from governance.reckoning.consents import Answer
from governance.reckoning.sentence import Sentence
from governance.web.access import current_actor, open_to


@blueprint.get("/office/books/<int:book_id>/consents")
@open_to(Ledger.READ)
def book_consents(book_id: int) -> str:
    """Show the reserved matters of an entity, and how each of its classes consents."""
    found, today = book_of(book_id), clock.day_of(clock.now())
    asked = consents.matters(book_id)
    return render_template(
        "ledger/consents.html",
        book=found,
        matters=asked,
        outcomes={each.id: consents.outcome_of(each.id) for each in asked},
        rules=[(each, consents.rule_of(each, today)) for each in share_classes(book_id)],
    )


@blueprint.get("/office/books/<int:book_id>/consents/<int:matter_id>")
@open_to(Ledger.READ)
def book_consent(book_id: int, matter_id: int) -> str:
    """Show a reserved matter: who may answer, what they said, what follows from it."""
    found = book_of(book_id)
    asked = _matter(found, matter_id)
    _note(found, asked)
    outcome = consents.outcome_of(matter_id)
    known = outcome.known_seq if outcome is not None else None
    told = consents.worked_out(asked, known=known)
    entitled = consents.entitled(asked, known=known)
    return render_template(
        "ledger/consent.html",
        book=found,
        matter=asked,
        outcome=outcome,
        told=told,
        lines=[each.arithmetic.translated(gettext) for each in told.classes],
        said=Sentence.from_json(outcome.body["arithmetic"]).translated(gettext) if outcome else "",
        entitled=entitled,
        names=names_of({each.party_id for each in entitled}),
    )


@blueprint.route("/office/books/<int:book_id>/consents/ask", methods=["GET", "POST"])
@open_to(Ledger.OPEN)
def book_consent_ask(book_id: int) -> Any:
    """Ask what the matter is and who must consent, and record it."""
    found, now = book_of(book_id), clock.now()
    classes = share_classes(book_id)
    form = MatterForm(classes)
    if not form.is_submitted():
        form.asked_on.data = clock.day_of(now)
        form.classes.data = [str(each.id) for each in classes]
    if form.validate_on_submit():
        try:
            asked = service.ask_consent(
                found,
                form.title.data,
                text=form.text.data or "",
                classes=[each for each in classes if str(each.id) in form.classes.data],
                asked_on=form.asked_on.data,
                actor=current_actor(),
                now=now,
            )
        except Refused as refusal:
            form.asked_on.errors = [refusal.message]
        else:
            flash(gettext("Consent is asked for. Record each answer as it comes."), "success")
            return redirect(_address(asked), 303)
    page = render_template("ledger/consent_ask.html", book=found, form=form, classes=classes)
    return page, 400 if form.errors else 200


@blueprint.route(
    "/office/books/<int:book_id>/consents/<int:matter_id>/answer", methods=["GET", "POST"]
)
@open_to(Ledger.OPEN)
def book_consent_answer(book_id: int, matter_id: int) -> Any:
    """Ask what a holder said and who signed, and record it."""
    found, now = book_of(book_id), clock.now()
    asked = _matter(found, matter_id)
    entitled = consents.entitled(asked)
    _note(found, asked)
    form = AnswerForm(entitled, dict(names_of({each.party_id for each in entitled})))
    if not form.is_submitted():
        form.on.data = clock.day_of(now)
    if form.validate_on_submit():
        class_id, party_id = form.class_and_party
        try:
            service.answer_consent(
                asked,
                class_in(found, class_id),
                Answer(form.answer.data),
                party_id=party_id,
                signatory=form.signatory.data,
                on=form.on.data,
                actor=current_actor(),
                now=now,
            )
        except service.NotAsked as refusal:
            form.on.errors = [refusal.message]
        else:
            flash(gettext("The answer is recorded."), "success")
            return redirect(_address(asked), 303)
    page = render_template("ledger/consent_answer.html", book=found, matter=asked, form=form)
    return page, 400 if form.errors else 200


@blueprint.post("/office/books/<int:book_id>/consents/<int:matter_id>/decide")
@open_to(Ledger.OPEN)
def book_consent_decide(book_id: int, matter_id: int) -> Any:
    """Work out where the classes stand and close the matter."""
    asked = _matter(book_of(book_id), matter_id)
    service.decide_matter(asked, actor=current_actor(), now=clock.now())
    flash(gettext("The matter is decided and stands on the record."), "success")
    return redirect(_address(asked), 303)


@blueprint.route(
    "/office/books/<int:book_id>/shares/<int:class_id>/consent", methods=["GET", "POST"]
)
@open_to(Ledger.OPEN)
def book_share_consent_rule(book_id: int, class_id: int) -> Any:
    """Ask by which majority the class consents, from when, and set it."""
    found, form, now = book_of(book_id), ConsentRuleForm(), clock.now()
    share_class = class_in(found, class_id)
    if not form.is_submitted():
        form.valid_from.data, form.percent.data = clock.day_of(now), 75
    if form.validate_on_submit():
        service.set_consent_rule(
            share_class,
            form.majority,
            lapses_when_unheld=bool(form.lapses.data),
            valid_from=form.valid_from.data,
            actor=current_actor(),
            now=now,
        )
        flash(gettext("It is set how %(name)s consents.", name=share_class.name), "success")
        return redirect(url_for("ledger.book_consents", book_id=book_id), 303)
    page = render_template(
        "ledger/consent_rule.html", book=found, share_class=share_class, form=form
    )
    return page, 400 if form.errors else 200


def _note(book: Book, asked: ReservedMatter) -> None:
    title = gettext("Consent %(number)s of %(name)s", number=asked.id, name=book.name)
    note_list(title, lists.of_owners(book.id))


def _matter(book: Book, matter_id: int) -> ReservedMatter:
    found = consents.matter(matter_id)
    if found is None or found.book_id != book.id:
        raise NotFound("The entity has no such reserved matter. See the list.")
    return found


def _address(asked: ReservedMatter) -> str:
    return url_for("ledger.book_consent", book_id=asked.book_id, matter_id=asked.id)
