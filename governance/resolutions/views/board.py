"""The secretary enters what the board decided; the board and its auditors read all of it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from governance.effects.effect import CannotTakeEffect
from governance.effects.forms import PayloadForm
from governance.infrastructure import clock
from governance.infrastructure.errors import Refused
from governance.reckoning.board_decisions import BoardKind
from governance.reckoning.rules.kinds.board import BoardRules
from governance.resolutions import presentation, queries, service
from governance.resolutions.forms import BoardForm, KindForm, payload_form
from governance.resolutions.models import Resolution
from governance.resolutions.permissions import Resolutions
from governance.resolutions.service import NotABoardDecision
from governance.resolutions.views.asked import this_reader
from governance.resolutions.views.blueprint import blueprint
from governance.rulebook.queries import rules_on
from governance.web.access import current_actor, open_to
from governance.web.addresses import number_in

Page = str | Response | tuple[str, int]
KINDS = "any(spending, admission, appointment, other)"


@blueprint.get("/office/board-decisions")
@open_to(Resolutions.READ_BOARD)
def board_decisions() -> str:
    """What the board decided, and its limits."""
    page = presentation.of_board(this_reader())
    return render_template("resolutions/board.html", page=page, words=presentation)


@blueprint.route("/office/board-decisions/new", methods=["GET", "POST"])
@open_to(Resolutions.DECIDE_AS_BOARD)
def new_board_decision() -> Page:
    """About what the board decided."""
    form = KindForm()
    if form.validate_on_submit():
        return redirect(url_for("resolutions.board_decision", kind=form.kind.data), 303)
    page = render_template("resolutions/board_kind.html", form=form)
    return page, 400 if form.errors else 200


@blueprint.route(f"/office/board-decisions/new/<{KINDS}:kind>", methods=["GET", "POST"])
@open_to(Resolutions.DECIDE_AS_BOARD)
def board_decision(kind: str) -> Page:
    """What exactly, who took part and who may read it; then a look at it; then it is entered."""
    earlier = _earlier()
    form = _form(earlier)
    asked = payload_form(BoardKind(kind), earlier.payload if earlier else {})
    if _is_sound(form, asked) and "change" not in request.form:
        entered = _entered(form, asked, BoardKind(kind))
        if entered is not None:
            return entered
    page = render_template("resolutions/board_decision.html", **_told(form, asked, kind))
    return page, 400 if form.errors or (asked and asked.errors) else 200


def _earlier() -> Resolution | None:
    """Return the decision that this one would put right, if it is asked for one."""
    corrects = request.args.get("corrects", type=number_in)
    if corrects is None or queries.board_decision(corrects) is None:
        return None
    return queries.entered(corrects, this_reader()).resolution


def _form(earlier: Resolution | None) -> BoardForm:
    """Return the form with what is usual, or with what it would put right."""
    if request.method == "POST":
        return BoardForm()
    today = clock.day_of(clock.now())
    if earlier is not None:
        return BoardForm.showing(earlier, today=today)
    directors = presentation.number_of_directors(today)
    return BoardForm(data={"decided_on": today, "publish_on": today, "directors": directors})


def _is_sound(form: BoardForm, asked: PayloadForm | None) -> bool:
    """Say whether both forms are filled in; each says what is wrong beside its fields."""
    sound = [form.validate_on_submit() and form.is_reasoned()]
    if asked is not None:
        sound.append(asked.validate_on_submit())
    return all(sound)


def _entered(form: BoardForm, asked: PayloadForm | None, kind: BoardKind) -> Page | None:
    """Return the page to check it on, or lead to what was entered; None if it was refused."""
    decision, now = form.decision(kind, asked), clock.now()
    try:
        payload = service.checked(decision, today=clock.day_of(now))
        if request.form.get("confirmed") == "yes":
            made = service.decide(decision, actor=current_actor(), now=now)
            flash(gettext("%(reference)s is entered.", reference=made.reference), "success")
            return redirect(url_for("resolutions.resolution", resolution_id=made.id), 303)
    except (NotABoardDecision, CannotTakeEffect) as refused:
        _say(refused, form, asked)
        return None
    told = _told(form, asked, kind.value)
    lines = presentation.lines_of(service.EFFECTS[kind], payload, clock.day_of(now))
    return render_template("resolutions/board_check.html", **told, decision=decision, lines=lines)


def _say(refused: Refused, form: BoardForm, asked: PayloadForm | None) -> None:
    """Put a refusal beside the field that it is about, or beside the first."""
    name = getattr(refused, "field", "")
    fields = {each.name: each for each in [*form, *(asked.asked if asked else ())]}
    field = fields.get(name, form.title)
    field.errors = [*field.errors, f"{refused.message} {refused.next_step}".strip()]


def _told(form: BoardForm, asked: PayloadForm | None, kind: str) -> dict[str, Any]:
    rules = rules_on(clock.day_of(clock.now())).of(BoardRules)
    return {"form": form, "asked": asked, "kind": kind, "rules": rules, "words": presentation}
