"""Writing a paper of several questions: begin it, say how it is held, look at it, set it."""

from dataclasses import replace
from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from governance.ballots import presentation, queries, service
from governance.ballots.drafting import PaperDrafted, arranged
from governance.ballots.electorate import ALL_MEMBERS, Electorate, number_entitled
from governance.ballots.forms.paper import paper_form
from governance.ballots.forms.papers import (
    SOME,
    DiscardForm,
    DraftForm,
    NewPaperForm,
    PaperHeldForm,
    SetPaperForm,
)
from governance.ballots.models import BallotDraft
from governance.ballots.permissions import Ballots
from governance.ballots.presentation import papers
from governance.ballots.views.blueprint import blueprint
from governance.infrastructure import clock
from governance.infrastructure.actor import NOBODY
from governance.web.access import open_to, require

Page = str | Response
NO_NONCE = "0" * 32  # the order that a preview draws for a voter is no voter's


@blueprint.route("/office/ballots/papers/new", methods=["GET", "POST"])
@open_to(Ballots.PLAN)
def new_paper() -> Page:
    """Begin to write a paper: what the ballot is called."""
    form, now = NewPaperForm(), clock.now()
    if not form.validate_on_submit():
        return render_template("ballots/papers/new.html", form=form)
    usual, actor = papers.usual_paper(now), require(Ballots.PLAN)
    draft = service.start_draft(form.title.data, usual, actor=actor, now=now)
    return redirect(url_for("ballots.paper", draft_id=draft.id))


@blueprint.get("/office/ballots/papers/<int:draft_id>")
@open_to(Ballots.PLAN)
def paper(draft_id: int) -> Page:
    """The paper as it now stands, with all that can be done to it."""
    draft = queries.draft(draft_id)
    page = papers.of_draft(draft, clock.now())
    return render_template("ballots/papers/paper.html", page=page, form=DraftForm())


@blueprint.post("/office/ballots/papers/<int:draft_id>/arrange")
@open_to(Ballots.PLAN)
def arrange_paper(draft_id: int) -> Page:
    """Move a question or an option, or take it away."""
    draft, form = queries.draft(draft_id), DraftForm()
    paper = PaperDrafted.from_json(draft.paper)
    changed = arranged(paper, request.form.get("do", ""))
    actor, now = require(Ballots.PLAN), clock.now()
    service.change_draft(draft, changed, seen=form.version_seen, actor=actor, now=now)
    return redirect(url_for("ballots.paper", draft_id=draft_id))


@blueprint.route("/office/ballots/papers/<int:draft_id>/held", methods=["GET", "POST"])
@open_to(Ballots.PLAN)
def paper_held(draft_id: int) -> Page:
    """What the ballot is called, whom it asks, when, and how it is counted."""
    draft, now = queries.draft(draft_id), clock.now()
    paper = PaperDrafted.from_json(draft.paper)
    form = PaperHeldForm(
        entitled=number_entitled(paper.record_date),
        of_services=papers.entitled_of_services(paper),
        data=papers.typed_held(draft, paper),
    )
    if form.validate_on_submit():
        held = _held(paper, form)
        if written(draft, held, form, now=now, title=form.title.data):
            return redirect(url_for("ballots.paper", draft_id=draft_id))
    return asked("ballots/papers/held.html", draft, form)


@blueprint.get("/office/ballots/papers/<int:draft_id>/preview")
@open_to(Ballots.PLAN)
def preview_paper(draft_id: int) -> Page:
    """The paper as its voters will see it; nothing on it can be sent."""
    draft, now = queries.draft(draft_id), clock.now()
    ballot = service.drawn_up(service.planned_of(draft))
    page = presentation.of_ballot(ballot, NOBODY, now)
    form = paper_form(ballot, NO_NONCE, paper="" if len(ballot.questions) == 1 else None)
    questions = presentation.to_be_marked(page, form, NO_NONCE)
    about = {"page": page, "form": form, "questions": questions, "draft": draft}
    return render_template("ballots/papers/preview.html", **about)


@blueprint.route("/office/ballots/papers/<int:draft_id>/check", methods=["GET", "POST"])
@open_to(Ballots.PLAN)
def check_paper(draft_id: int) -> Page:
    """Look at all of it once more, with what speaks against it; then set it."""
    draft, form, now = queries.draft(draft_id), SetPaperForm(), clock.now()
    if not form.validate_on_submit():
        return _checked(draft, form, now)
    actor = require(Ballots.PLAN)
    try:
        ballot = service.set_draft(draft, seen=form.version_seen, actor=actor, now=now)
    except service.BallotNotPossible as refusal:
        form.form_errors.append(f"{refusal.message} {refusal.next_step}")
        return _checked(draft, form, now)
    flash(gettext("The ballot is set. It opens and closes by itself."), "success")
    return redirect(url_for("ballots.ballot", ballot_id=ballot.id))


@blueprint.route("/office/ballots/papers/<int:draft_id>/discard", methods=["GET", "POST"])
@open_to(Ballots.PLAN)
def discard_paper(draft_id: int) -> Page:
    """Throw the paper away, once asked again."""
    draft, form = queries.draft(draft_id), DiscardForm()
    if not form.validate_on_submit():
        return asked("ballots/papers/discard.html", draft, form)
    service.discard_draft(draft, seen=form.version_seen)
    flash(gettext("The paper is thrown away. Its motions wait as before."), "success")
    return redirect(url_for("ballots.office"))


def written(
    draft: BallotDraft, paper: PaperDrafted, form: DraftForm, *, now: datetime, title: str = ""
) -> bool:
    """Write the paper anew; if somebody did meanwhile, say so beside what was typed."""
    actor, seen = require(Ballots.PLAN), form.version_seen
    try:
        service.change_draft(draft, paper, title=title, seen=seen, actor=actor, now=now)
    except service.PaperChanged as refusal:
        form.form_errors.append(
            gettext(
                "%(what)s What you typed is still here: look at the paper in another window, and "
                "send yours again if it still fits.",
                what=refusal.message,
            )
        )
        return False
    return True


def asked(template: str, draft: BallotDraft, form: DraftForm, **about: object) -> str:
    """Return a page that asks something about the paper as it now is."""
    form.seen.data = str(draft.version)
    return render_template(template, draft=draft, form=form, **about)


def _checked(draft: BallotDraft, form: SetPaperForm, now: datetime) -> str:
    return asked("ballots/papers/check.html", draft, form, page=papers.of_draft(draft, now))


def _held(paper: PaperDrafted, form: PaperHeldForm) -> PaperDrafted:
    electorate = ALL_MEMBERS
    if form.electorate.data == SOME:
        electorate = Electorate(form.part.data, tuple(form.services.data))
    return replace(
        paper,
        secrecy=form.secrecy.data,
        record_date=form.record_date.data,
        opens_at=form.opens_at.data,
        closes_at=form.closes_at.data,
        electorate=electorate,
        count_opens=form.count_opens.data,
    )
