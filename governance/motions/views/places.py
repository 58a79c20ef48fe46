"""Where in a discussion somebody stands: what the address asks for, and the way back to it."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from governance.motions import presentation
from governance.motions.models import Comment
from governance.motions.presentation import Asked
from governance.motions.presentation.discussion import NEWEST_FIRST, SIDES


def asked() -> Asked:
    """Return what the address asks of a discussion; what it cannot ask is left out."""
    side = request.args.get("side", "")
    return Asked(
        page=request.args.get("page", type=int),
        side=side if side in SIDES else "",
        is_newest_first=request.args.get("order") == NEWEST_FIRST,
    )


def to_place(said: Comment) -> Response:
    """Lead to the comment where it stands, in the order and on the side that were asked for."""
    return redirect(presentation.place_of(said, asked()))


def discussion_of(motion_id: int) -> str:
    """Return the address at which a discussion begins."""
    return url_for("motions.motion", motion_id=motion_id) + "#discussion"


def to_discussion(motion_id: int) -> Response:
    """Lead to the beginning of a discussion."""
    return redirect(discussion_of(motion_id))
