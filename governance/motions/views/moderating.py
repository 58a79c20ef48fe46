"""Moderating a discussion: each act asks for a reason that everyone can read."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from governance.infrastructure import clock
from governance.motions import presentation, queries, service
from governance.motions.forms import ReasonForm
from governance.motions.models import Comment, Motion
from governance.motions.permissions import Motions
from governance.motions.views.blueprint import blueprint
from governance.motions.views.places import asked, discussion_of, to_discussion, to_place
from governance.web.access import current_actor, open_to

Page = str | Response


@blueprint.route("/motions/comments/<int:comment_id>/remove", methods=["GET", "POST"])
@open_to(Motions.MODERATE)
def remove_comment(comment_id: int) -> Page:
    """Ask an officer for the reason, then take the comment out of sight."""
    said, form = queries.comment(comment_id), ReasonForm()
    if form.validate_on_submit():
        service.remove_comment(said, form.reason.data, actor=current_actor(), now=clock.now())
        flash(gettext("The comment is removed."), "success")
        is_of_reports = request.args.get("then") == "reports"
        return redirect(url_for("moderation.reports")) if is_of_reports else to_place(said)
    service.refuse_if_gone(said)
    return _asked_about(
        said,
        form,
        title=gettext("Remove this comment"),
        words=gettext("Its place in the discussion stays, with your name and your reason in it."),
        warning=True,
    )


@blueprint.route("/motions/comments/<int:comment_id>/restore", methods=["GET", "POST"])
@open_to(Motions.MODERATE)
def restore_comment(comment_id: int) -> Page:
    """Show an officer what was removed, ask for the reason, then put it back."""
    said, form = queries.comment(comment_id), ReasonForm()
    if form.validate_on_submit():
        service.restore_comment(said, form.reason.data, actor=current_actor(), now=clock.now())
        flash(gettext("The comment is restored."), "success")
        return to_place(said)
    service.refuse_unless_restorable(said)
    return _asked_about(
        said,
        form,
        title=gettext("Restore this comment"),
        words=gettext("Everyone can read it again. That it was removed stays to be read too."),
    )


@blueprint.route("/motions/<int:motion_id>/discussion/close", methods=["GET", "POST"])
@open_to(Motions.MODERATE)
def close_discussion(motion_id: int) -> Page:
    """Ask an officer for the reason, then have nothing added any more."""
    motion, form = queries.motion(motion_id), ReasonForm()
    if form.validate_on_submit():
        service.close_discussion(motion, form.reason.data, actor=current_actor(), now=clock.now())
        flash(gettext("The discussion is closed."), "success")
        return to_discussion(motion_id)
    service.refuse_once_ended(motion)
    return _asked_about(
        motion,
        form,
        title=gettext("Close this discussion"),
        words=gettext(
            "It stays to be read, and nothing can be added until it is opened again. The motion "
            "itself goes on as before."
        ),
        warning=True,
    )


@blueprint.route("/motions/<int:motion_id>/discussion/reopen", methods=["GET", "POST"])
@open_to(Motions.MODERATE)
def reopen_discussion(motion_id: int) -> Page:
    """Ask an officer for the reason, then let the discussion go on."""
    motion, form = queries.motion(motion_id), ReasonForm()
    if form.validate_on_submit():
        service.reopen_discussion(motion, form.reason.data, actor=current_actor(), now=clock.now())
        flash(gettext("The discussion is open again."), "success")
        return to_discussion(motion_id)
    return _asked_about(
        motion,
        form,
        title=gettext("Open this discussion again"),
        words=gettext("Members and officers can add to it again."),
    )


def _asked_about(
    subject: Comment | Motion, form: ReasonForm, *, title: str, words: str, warning: bool = False
) -> str:
    """Return the page that asks for the reason; the button says the same as the title."""
    form.submit.label.text, form.submit.kind = title, "warning" if warning else ""
    said = subject if isinstance(subject, Comment) else None
    back = presentation.place_of(said, asked()) if said else discussion_of(subject.id)
    return render_template(
        "motions/moderate.html", form=form, comment=said, back=back, title=title, words=words
    )
