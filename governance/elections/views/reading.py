"""Elections to read: the list, one of them, who serves on which seats, and photographs."""

from flask import Response, render_template

from governance.elections import presentation, queries, service
from governance.elections.permissions import Elections
from governance.elections.views.blueprint import blueprint
from governance.infrastructure import clock
from governance.web.access import current_actor, open_to, require


@blueprint.get("/elections")
@open_to(Elections.SEE)
def elections() -> str:
    """The elections that go on, and those that have ended."""
    now = clock.now()
    return render_template(
        "elections/elections.html",
        going_on=presentation.of_list(queries.elections_now(), now),
        past=presentation.of_list(queries.elections_past(), now),
        has_seats=bool(queries.every_seats()),
    )


@blueprint.get("/elections/<int:election_id>")
@open_to(Elections.SEE)
def election(election_id: int) -> str:
    """One election: its way, what is to be filled and why, who stands, questions and answers."""
    found = queries.election(election_id)
    page = presentation.of_election(found, current_actor(), clock.now())
    return render_template("elections/election.html", page=page)


@blueprint.get("/elections/seats")
@open_to(Elections.SEE)
def seats() -> str:
    """Who serves on which seats, how they came, until when, and who retires in which year."""
    today = clock.day_of(clock.now())
    return render_template("elections/seats.html", every=presentation.of_seats(today), today=today)


@blueprint.get("/elections/candidates/<int:candidate_id>/photograph.jpg")
@open_to(Elections.SEE)
def photograph(candidate_id: int) -> Response:
    """Send a candidate's photograph."""
    found = queries.candidate(candidate_id)
    require(Elections.SEE_NOMINATION, found)
    answer = Response(service.photograph_of(found), content_type="image/jpeg")
    answer.headers["Cache-Control"] = "private, max-age=300"
    return answer
