"""Pictures of options, as they stand on the papers."""

from flask import Response

from governance.ballots import queries
from governance.ballots.permissions import Ballots
from governance.ballots.views.blueprint import blueprint
from governance.web.access import open_to

# What a digest names never changes.
KEPT_BY_BROWSERS = "private, max-age=604800, immutable"
HARMLESS = "default-src 'none'; sandbox"


@blueprint.get("/ballots/pictures/<digest>.jpg")
@open_to(Ballots.SEE)
def picture(digest: str) -> Response:
    """Send a picture that stands on a paper, or will."""
    answer = Response(queries.picture(digest), content_type="image/jpeg")
    answer.headers["Content-Security-Policy"] = HARMLESS
    answer.headers["Cache-Control"] = KEPT_BY_BROWSERS
    return answer
