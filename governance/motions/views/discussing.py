"""Commenting, replying, changing what one said, and taking it back."""

from flask import flash, render_template
from flask_babel import gettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from governance.infrastructure import clock
from governance.motions import presentation, queries, service
from governance.motions.forms import CommentForm, ConfirmForm, EditForm, ReplyForm
from governance.motions.models import Comment
from governance.motions.permissions import Motions
from governance.motions.views.blueprint import blueprint
from governance.motions.views.keeping import keep_words, signed_out
from governance.motions.views.places import asked, to_place
from governance.motions.views.reading import shown
from governance.web.access import ANYONE, current_actor, open_to, require

Page = str | Response | tuple[str, int]


@blueprint.post("/motions/<int:motion_id>/comments")
@open_to(ANYONE)
def comment(motion_id: int) -> Page:
    """Add to the discussion; what was typed outlives an expired session (see keeping.py)."""
    form, actor = CommentForm(), current_actor()
    submission = form.pressed_once
    if not actor.is_signed_in:
        return signed_out(form)
    require(Motions.COMMENT)
    motion = queries.motion(motion_id)
    if not form.validate_on_submit():
        return shown(motion, form), 400 if form.csrf_token.errors else 200
    said = service.comment(
        motion,
        form.words.data,
        side=form.side.data,
        submission=submission,
        actor=actor,
        now=clock.now(),
    )
    flash(gettext("Your comment is added."), "success")
    return to_place(said)


@blueprint.get("/motions/comments/<int:comment_id>/reply")
@open_to(Motions.COMMENT)
def reply(comment_id: int) -> Page:
    """The comment, and the box to answer it."""
    return _replying(queries.comment(comment_id), ReplyForm())


@blueprint.post("/motions/comments/<int:comment_id>/reply")
@open_to(ANYONE)
def send_reply(comment_id: int) -> Page:
    """Add a reply; what was typed outlives an expired session (see keeping.py)."""
    form, actor = ReplyForm(), current_actor()
    submission = form.pressed_once
    if not actor.is_signed_in:
        return signed_out(form)
    require(Motions.COMMENT)
    to = queries.comment(comment_id)
    if not form.validate_on_submit():
        return _replying(to, form), 400 if form.csrf_token.errors else 200
    said = service.reply(to, form.words.data, submission=submission, actor=actor, now=clock.now())
    flash(gettext("Your reply is added."), "success")
    return to_place(said)


@blueprint.get("/motions/comments/<int:comment_id>")
@open_to(Motions.SEE)
def comment_place(comment_id: int) -> Response:
    """Lead to where a comment stands, on whatever page that is by now."""
    return to_place(queries.comment(comment_id))


@blueprint.route("/motions/comments/<int:comment_id>/change", methods=["GET", "POST"])
@open_to(Motions.EDIT_COMMENT)
def edit_comment(comment_id: int) -> Page:
    """Change one's own words while there is time; those before stay to be read."""
    said, actor, now = queries.comment(comment_id), current_actor(), clock.now()
    require(Motions.EDIT_COMMENT, said)
    service.refuse_if_fixed(said, now=now)
    form = EditForm(words=said.text, side=said.side)
    if said.thread_id is not None:
        del form.side
    if not form.validate_on_submit():
        return render_template("motions/edit_comment.html", form=form, back=_back(said))
    side = said.side if form.side is None else form.side.data
    service.edit_comment(said, form.words.data, side=side, actor=actor, now=now)
    flash(gettext("Your comment is changed."), "success")
    return to_place(said)


@blueprint.get("/motions/comments/<int:comment_id>/before")
@open_to(Motions.SEE)
def comment_before(comment_id: int) -> str:
    """What a comment said before it was changed; not of one that is out of sight."""
    said = queries.said(comment_id)
    service.refuse_if_gone(said.comment)
    return render_template(
        "motions/comment_before.html",
        said=said,
        versions=queries.words_before(comment_id),
        back=_back(said.comment),
    )


@blueprint.route("/motions/comments/<int:comment_id>/take-back", methods=["GET", "POST"])
@open_to(Motions.COMMENT)
def take_back_comment(comment_id: int) -> Page:
    """Ask the author once more, then erase their words."""
    said, form, actor = queries.comment(comment_id), ConfirmForm(), current_actor()
    require(Motions.REMOVE_COMMENT, said)
    if form.validate_on_submit():
        service.take_back_comment(said, actor=actor, now=clock.now())
        flash(gettext("Your comment is taken back."), "success")
        return to_place(said)
    form.submit.label.text = gettext("Take my comment back")
    return render_template(
        "motions/take_back_comment.html", form=form, comment=said, back=_back(said)
    )


def _replying(to: Comment, form: FlaskForm) -> str:
    service.refuse_if_gone(to)
    service.refuse_once_ended(queries.motion(to.motion_id))
    assert form.pressed_once
    return render_template(
        "motions/reply.html",
        form=form,
        said=queries.said(to.id),
        back=_back(to),
    )


def _back(said: Comment) -> str:
    return presentation.place_of(said, asked())


keep_words(comment)
keep_words(send_reply)
