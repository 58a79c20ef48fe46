"""Writing a motion with others: asking, answering, and leaving."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from governance.infrastructure import clock
from governance.members.queries import names_of, party_numbered
from governance.motions import queries, service
from governance.motions.forms import AnswerForm, ConfirmForm, FindMemberForm
from governance.motions.permissions import Motions
from governance.motions.presentation import answer_in_words, of_draft
from governance.motions.views.blueprint import blueprint
from governance.web.access import current_actor, open_to

Page = str | Response


@blueprint.get("/motions/drafts/<int:draft_id>/co-authors")
@open_to(Motions.PROPOSE)
def co_authors(draft_id: int) -> Page:
    """Who writes this motion, and a way to find whom to ask."""
    actor, form = current_actor(), FindMemberForm(request.args)
    draft = queries.draft(draft_id, actor.party_id)
    today = clock.day_of(clock.now())
    words = form.words.data or "" if form.validate() else ""
    return render_template(
        "motions/co_authors.html",
        form=form,
        page=of_draft(draft, actor, today=today),
        answers=answer_in_words,
        searched=bool(words),
        found=queries.members_found(words, today) if words else None,
        most_found=queries.MOST_FOUND,
    )


@blueprint.post("/motions/drafts/<int:draft_id>/co-authors")
@open_to(Motions.PROPOSE)
def ask_co_author(draft_id: int) -> Page:
    """Ask the member with that number."""
    actor = current_actor()
    draft = queries.draft(draft_id, actor.party_id)
    asked = party_numbered(request.form.get("member_number", type=int))
    if asked is not None:
        service.ask_co_author(draft, asked, actor=actor, now=clock.now())
        name = names_of([asked]).get(asked, "")
        said = gettext("%(name)s is asked: it is on their Home, and a mail goes out.", name=name)
        flash(said, "success")
    return redirect(url_for("motions.co_authors", draft_id=draft_id))


@blueprint.post("/motions/drafts/<int:draft_id>/co-authors/<int:party_id>/remove")
@open_to(Motions.PROPOSE)
def remove_co_author(draft_id: int, party_id: int) -> Page:
    """Take somebody from those who write the motion."""
    actor = current_actor()
    draft = queries.draft(draft_id, actor.party_id)
    service.remove_co_author(draft, party_id, actor=actor)
    flash(gettext("They are not a co-author any more. What they wrote stays."), "success")
    return redirect(url_for("motions.co_authors", draft_id=draft_id))


@blueprint.route("/motions/drafts/<int:draft_id>/asked", methods=["GET", "POST"])
@open_to(Motions.PROPOSE)
def asked(draft_id: int) -> Page:
    """Read what one is asked to write, then accept or decline."""
    actor, form = current_actor(), AnswerForm()
    draft = queries.draft_asked_about(draft_id, actor.party_id)
    if draft.motion_id is not None:
        return redirect(url_for("motions.motion", motion_id=draft.motion_id))
    if not form.validate_on_submit():
        page = of_draft(draft, actor, today=clock.day_of(clock.now()))
        return render_template("motions/asked.html", form=form, page=page)
    accept = bool(form.accept.data)
    service.answer_as_co_author(draft, accept=accept, actor=actor, now=clock.now())
    if not accept:
        flash(gettext("You declined to write this motion."), "success")
        return redirect(url_for("decisions.decisions"))
    flash(gettext("You write this motion too. What you change is kept as you go."), "success")
    return redirect(url_for("motions.check", draft_id=draft_id))


@blueprint.route("/motions/drafts/<int:draft_id>/leave", methods=["GET", "POST"])
@open_to(Motions.PROPOSE)
def leave_draft(draft_id: int) -> Page:
    """Ask a co-author once more, then let them go."""
    actor, form = current_actor(), ConfirmForm()
    draft = queries.draft_asked_about(draft_id, actor.party_id)
    if form.validate_on_submit():
        service.leave_draft(draft, actor=actor)
        flash(gettext("You do not write this motion any more."), "success")
        return redirect(url_for("motions.new"))
    form.submit.label.text = gettext("Leave it to the others")
    return render_template("motions/leave_draft.html", form=form, draft=draft)
