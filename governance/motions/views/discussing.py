"""Commenting, and taking a comment out of sight."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from governance.infrastructure import clock
from governance.motions import presentation, queries, service
from governance.motions.forms import CommentForm, ConfirmForm, RemovalForm
from governance.motions.permissions import Motions
from governance.motions.views.blueprint import blueprint
from governance.motions.views.keeping import keep_words, signed_out
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
    if not form.validate_on_submit():
        page = presentation.of_motion(
            motion_id,
            actor,
            page=presentation.page_of_newest_comment(motion_id),
            today=clock.day_of(clock.now()),
        )
        return shown(page, form), 400 if form.csrf_token.errors else 200
    said = service.comment(
        queries.motion(motion_id),
        form.words.data,
        submission=submission,
        actor=actor,
        now=clock.now(),
    )
    flash(gettext("Your comment is added."), "success")
    page_number = presentation.page_of_newest_comment(motion_id)
    here = url_for("motions.motion", motion_id=motion_id, page=page_number)
    return redirect(f"{here}#comment-{said.id}")


@blueprint.route("/motions/comments/<int:comment_id>/remove", methods=["GET", "POST"])
@open_to(Motions.MODERATE)
def remove_comment(comment_id: int) -> Page:
    """Ask an officer for the reason, then take the comment out of sight."""
    said, form = queries.comment(comment_id), RemovalForm()
    if not form.validate_on_submit():
        return render_template("motions/remove_comment.html", form=form, comment=said)
    service.remove_comment(said, form.reason.data, actor=current_actor(), now=clock.now())
    flash(gettext("The comment is removed."), "success")
    return redirect(url_for("motions.motion", motion_id=said.motion_id))


@blueprint.route("/motions/comments/<int:comment_id>/take-back", methods=["GET", "POST"])
@open_to(Motions.COMMENT)
def take_back_comment(comment_id: int) -> Page:
    """Ask the author once more, then erase their words."""
    said, form, actor = queries.comment(comment_id), ConfirmForm(), current_actor()
    require(Motions.REMOVE_COMMENT, said)
    if form.validate_on_submit():
        service.take_back_comment(said, actor=actor, now=clock.now())
        flash(gettext("Your comment is taken back."), "success")
        return redirect(url_for("motions.motion", motion_id=said.motion_id))
    form.submit.label.text = gettext("Take my comment back")
    return render_template("motions/take_back_comment.html", form=form, comment=said)


keep_words(comment)
