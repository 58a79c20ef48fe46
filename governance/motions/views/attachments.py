"""Files with a motion or a draft: attaching, taking away, and removing."""

from contextlib import closing

from flask import Response as Answer
from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from governance.infrastructure import clock
from governance.infrastructure.files import NotTaken
from governance.infrastructure.files.names import to_be_kept
from governance.infrastructure.permissions import may
from governance.motions import presentation, queries, service
from governance.motions.forms import AttachForm, ConfirmForm, ReasonForm
from governance.motions.models import Attachment, Motion
from governance.motions.permissions import Motions
from governance.motions.queries import Bearer
from governance.motions.service import CannotAttach
from governance.motions.views.blueprint import blueprint
from governance.web.access import current_actor, open_to, require

Page = str | Response
# Should a browser open it after all, nothing in it runs or is fetched.
HARMLESS = "default-src 'none'; sandbox"


@blueprint.route("/motions/drafts/<int:draft_id>/attachments", methods=["GET", "POST"])
@open_to(Motions.PROPOSE)
def attach_to_draft(draft_id: int) -> Page:
    """Attach a file to a draft."""
    draft = queries.draft(draft_id, current_actor().party_id)
    return _attached_to(draft, url_for("motions.check", draft_id=draft_id))


@blueprint.route("/motions/<int:motion_id>/attachments", methods=["GET", "POST"])
@open_to(Motions.ATTACH)
def attach(motion_id: int) -> Page:
    """Attach a file to a motion that is not put to a ballot yet."""
    motion = queries.motion(motion_id)
    require(Motions.ATTACH, motion)
    service.refuse_if_past(motion)
    return _attached_to(motion, url_for("motions.motion", motion_id=motion_id))


@blueprint.get("/motions/attachments/<int:attachment_id>")
@open_to(Motions.SEE)
def attachment(attachment_id: int) -> Answer:
    """Send the file, to be kept and opened by the reader's own programs."""
    found = queries.attachment(attachment_id)
    if found.draft_id is not None:
        queries.draft(found.draft_id, current_actor().party_id)
    answer = Answer(queries.content_of(found), content_type=found.file_kind.media_type)
    answer.headers["Content-Disposition"] = to_be_kept(found.name)
    answer.headers["Content-Security-Policy"] = HARMLESS
    return answer


@blueprint.route("/motions/attachments/<int:attachment_id>/remove", methods=["GET", "POST"])
@open_to(Motions.SEE)
def remove_attachment(attachment_id: int) -> Page:
    """Ask an author once more, or an officer for the reason, then remove the file."""
    found, actor = queries.attachment(attachment_id), current_actor()
    if found.draft_id is not None:
        draft = queries.draft(found.draft_id, actor.party_id)
        return _removed_by_author(found, url_for("motions.check", draft_id=draft.id))
    motion = queries.motion(found.motion_id or 0)
    place = url_for("motions.motion", motion_id=motion.id)
    service.refuse_if_past(motion)
    if may(actor, Motions.ATTACH, motion):
        return _removed_by_author(found, place)
    require(Motions.MODERATE)
    form = ReasonForm()
    if not form.validate_on_submit():
        return _asked(found, form, place)
    service.remove_attachment(found, form.reason.data, actor=actor, now=clock.now())
    return _gone(place)


def _attached_to(bearer: Bearer, place: str) -> Page:
    form, now = AttachForm(), clock.now()
    if form.validate_on_submit():
        with closing(form.file.data) as file:
            content, name = file.read(), file.filename or ""
        try:
            service.attach(
                bearer,
                content,
                name,
                form.description.data,
                actor=current_actor(),
                now=now,
            )
        except (NotTaken, CannotAttach) as refused:
            form.file.errors = [f"{refused.message} {refused.next_step}".strip()]
        else:
            flash(gettext("The file is attached."), "success")
            return redirect(place)
    return render_template(
        "motions/attach.html",
        form=form,
        title=bearer.title,
        is_proposed=isinstance(bearer, Motion),
        room=presentation.room_for(bearer, today=clock.day_of(now)),
        back=place,
    )


def _removed_by_author(found: Attachment, place: str) -> Page:
    form = ConfirmForm()
    if not form.validate_on_submit():
        return _asked(found, form, place)
    service.remove_own_attachment(found, actor=current_actor(), now=clock.now())
    return _gone(place)


def _asked(found: Attachment, form: ConfirmForm | ReasonForm, place: str) -> str:
    form.submit.label.text = gettext("Remove this file")
    return render_template(
        "motions/remove_attachment.html", form=form, attachment=found, back=place
    )


def _gone(place: str) -> Response:
    flash(gettext("The file is removed."), "success")
    return redirect(place)
