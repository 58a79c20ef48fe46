"""Writing an amendment: a paragraph at a time, the reason, then checked and proposed once."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext, ngettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from governance.infrastructure import clock
from governance.motions import queries
from governance.motions.forms import ConfirmForm
from governance.motions.forms.amending import AmendReasonForm, AmendWordsForm
from governance.motions.models import AmendmentDraft
from governance.motions.permissions import Motions
from governance.motions.presentation.amendment_drafts import (
    DraftOfAmendment,
    of_amendment_draft,
    question_about,
)
from governance.motions.queries import amendments as read
from governance.motions.service import amendments
from governance.motions.views.blueprint import blueprint
from governance.motions.views.keeping import keep_words, signed_out
from governance.reckoning.texts.amending import Change, Deed
from governance.reckoning.texts.paragraphs import paragraphs_of
from governance.web.access import ANYONE, current_actor, open_to, require

Page = str | Response | tuple[str, int]
DRAFT = "/motions/amendments/drafts/<int:draft_id>"
PLACE = f"{DRAFT}/<any(replace, insert):deed>/<int:number>"


@blueprint.route("/motions/<int:motion_id>/amend", methods=["GET", "POST"])
@open_to(Motions.AMEND)
def amend(motion_id: int) -> Page:
    """What amending means, then a draft to write in."""
    motion, form = queries.motion(motion_id), ConfirmForm()
    if form.validate_on_submit():
        draft = amendments.begin_draft(motion, actor=current_actor(), now=clock.now())
        return redirect(url_for("motions.amendment_draft", draft_id=draft.id))
    form.submit.label.text = gettext("Write an amendment")
    return render_template("motions/amend.html", form=form, motion=motion, needed=_needed())


@blueprint.post("/motions/amendments/<int:amendment_id>/again")
@open_to(Motions.AMEND)
def amend_again(amendment_id: int) -> Page:
    """Begin a draft with the words of an amendment that ended without a vote."""
    like = read.amendment(amendment_id)
    motion = queries.motion(like.motion_id)
    draft = amendments.begin_draft(motion, like=like, actor=current_actor(), now=clock.now())
    return redirect(url_for("motions.amendment_draft", draft_id=draft.id))


@blueprint.get(DRAFT)
@open_to(Motions.AMEND)
def amendment_draft(draft_id: int) -> Page:
    """The motion's paragraphs, each with what would become of it."""
    draft = _draft(draft_id)
    if draft.amendment_id is not None:
        return _to_what_it_became(draft)
    return render_template("motions/amendment_draft.html", page=_page(draft))


@blueprint.get(PLACE)
@open_to(Motions.AMEND)
def amendment_words(draft_id: int, deed: str, number: int) -> Page:
    """The words of a paragraph, or those to come after it, as they are so far."""
    draft = _draft(draft_id)
    if draft.amendment_id is not None:
        return _to_what_it_became(draft)
    form = AmendWordsForm(formdata=None, words=_words_so_far(draft, Deed(deed), number))
    return _asked(form, draft, question_about(deed, number))


@blueprint.post(PLACE)
@open_to(ANYONE)
def amend_words(draft_id: int, deed: str, number: int) -> Page:
    """Keep them; what was typed outlives an expired session (see keeping.py)."""
    form, actor = AmendWordsForm(), current_actor()
    if not actor.is_signed_in:
        return signed_out(form)
    require(Motions.AMEND)
    draft = _draft(draft_id)
    if draft.amendment_id is not None:
        return _to_what_it_became(draft)
    if not form.validate_on_submit():
        status = 400 if form.csrf_token.errors else 200
        return _asked(form, draft, question_about(deed, number)), status
    done = Change(Deed(deed), number, form.words.data)
    amendments.change(draft, done, actor=actor, now=clock.now())
    return _to_paragraph(draft_id, number)


@blueprint.post(f"{DRAFT}/remove/<int:number>")
@open_to(Motions.AMEND)
def remove_paragraph(draft_id: int, number: int) -> Page:
    """Have a paragraph go."""
    done = Change(Deed.REMOVE, number)
    amendments.change(_draft(draft_id), done, actor=current_actor(), now=clock.now())
    return _to_paragraph(draft_id, number)


@blueprint.post(f"{DRAFT}/undo/<int:place>")
@open_to(Motions.AMEND)
def undo_change(draft_id: int, place: int) -> Page:
    """Leave a paragraph, or a gap, as it is."""
    amendments.undo(_draft(draft_id), place, actor=current_actor(), now=clock.now())
    return _to_paragraph(draft_id, (place + 1) // 2)


@blueprint.get(f"{DRAFT}/reason")
@open_to(Motions.AMEND)
def amendment_reason(draft_id: int) -> Page:
    """Why the motion would be better so."""
    draft = _draft(draft_id)
    if draft.amendment_id is not None:
        return _to_what_it_became(draft)
    return _asked(AmendReasonForm(formdata=None, words=draft.reason), draft)


@blueprint.post(f"{DRAFT}/reason")
@open_to(ANYONE)
def give_amendment_reason(draft_id: int) -> Page:
    """Keep the reason and go on; what was typed outlives an expired session."""
    form, actor = AmendReasonForm(), current_actor()
    if not actor.is_signed_in:
        return signed_out(form)
    require(Motions.AMEND)
    draft = _draft(draft_id)
    if draft.amendment_id is not None:
        return _to_what_it_became(draft)
    if not form.validate_on_submit():
        return _asked(form, draft), 400 if form.csrf_token.errors else 200
    amendments.write_reason(draft, form.words.data, actor=actor, now=clock.now())
    return redirect(url_for("motions.check_amendment", draft_id=draft_id))


@blueprint.route(f"{DRAFT}/check", methods=["GET", "POST"])
@open_to(Motions.AMEND)
def check_amendment(draft_id: int) -> Page:
    """Read it as others will, then propose it; a second click finds the same amendment."""
    draft, form = _draft(draft_id), ConfirmForm()
    if form.validate_on_submit():
        made = amendments.propose_draft(draft, actor=current_actor(), now=clock.now())
        flash(_proposed(made.short_reference, made.seconders_needed), "success")
        return redirect(url_for("motions.amendment", amendment_id=made.id))
    if draft.amendment_id is not None:
        return _to_what_it_became(draft)
    page = _page(draft)
    if page.is_empty:
        return redirect(url_for("motions.amendment_draft", draft_id=draft_id))
    if not draft.reason:
        return redirect(url_for("motions.amendment_reason", draft_id=draft_id))
    form.submit.label.text = gettext("Propose this amendment")
    return render_template("motions/check_amendment.html", form=form, page=page, needed=_needed())


@blueprint.route(f"{DRAFT}/discard", methods=["GET", "POST"])
@open_to(Motions.AMEND)
def discard_amendment(draft_id: int) -> Page:
    """Ask once more, then throw a draft away."""
    draft, form = _draft(draft_id), ConfirmForm()
    if form.validate_on_submit():
        amendments.discard_draft(draft, actor=current_actor())
        flash(gettext("Your draft is thrown away."), "success")
        return redirect(url_for("motions.motion", motion_id=draft.motion_id))
    form.submit.label.text = gettext("Throw it away")
    return render_template("motions/discard_amendment.html", form=form, draft=draft)


def _draft(draft_id: int) -> AmendmentDraft:
    return read.amendment_draft(draft_id, current_actor().party_id)


def _page(draft: AmendmentDraft) -> DraftOfAmendment:
    return of_amendment_draft(draft, clock.day_of(clock.now()))


def _words_so_far(draft: AmendmentDraft, deed: Deed, number: int) -> str:
    """Return what was written of a place before, or the paragraph as it is."""
    asked = Change(deed, number)
    for written in amendments.changes_of(draft).changes:
        if written.place == asked.place and written.words:
            return written.words
    text = paragraphs_of(queries.motion(draft.motion_id).text)
    is_there = deed is Deed.REPLACE and 0 < number <= len(text)
    return text[number - 1] if is_there else ""


def _asked(form: FlaskForm, draft: AmendmentDraft, title: str = "") -> str:
    if title:
        form.words.label.text = title
    return render_template("motions/amendment_question.html", form=form, draft=draft)


def _to_paragraph(draft_id: int, number: int) -> Response:
    anchor = f"paragraph-{number}"
    return redirect(url_for("motions.amendment_draft", draft_id=draft_id, _anchor=anchor))


def _to_what_it_became(draft: AmendmentDraft) -> Response:
    return redirect(url_for("motions.amendment", amendment_id=draft.amendment_id))


def _needed() -> int:
    return queries.amendment_seconders_needed(clock.day_of(clock.now()))


def _proposed(reference: str, needed: int) -> str:
    if not needed:
        return gettext("Your amendment is %(reference)s.", reference=reference)
    return ngettext(
        "Your amendment is %(reference)s. It needs a seconder: tell colleagues about it.",
        "Your amendment is %(reference)s. It needs %(num)s seconders: tell colleagues about it.",
        needed,
        reference=reference,
    )


keep_words(amend_words)
keep_words(give_amendment_reason)
