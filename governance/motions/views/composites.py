"""Bringing motions together: which, in which words, and what each mover answers."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from governance.effects.presentation import if_carried
from governance.infrastructure import clock
from governance.motions import queries
from governance.motions.forms.composites import ChooseMotionsForm, CompositeForm
from governance.motions.models import Motion
from governance.motions.permissions import Motions
from governance.motions.queries import composites as read
from governance.motions.service import compositing as service
from governance.motions.views.blueprint import blueprint
from governance.web.access import current_actor, open_to, require

Page = str | Response


@blueprint.get("/motions/<int:motion_id>/composite")
@open_to(Motions.COMPOSE)
def choose_for_composite(motion_id: int) -> Page:
    """Have a mover choose the motions to bring together with theirs."""
    motion = queries.motion(motion_id)
    require(Motions.COMPOSE, motion)
    others = read.motions_to_bring_together(motion)
    form = ChooseMotionsForm(request.args, others)
    if "submit" in request.args and form.validate():
        chosen = {"with": form.others.data}
        return redirect(url_for("motions.write_composite", motion_id=motion_id, **chosen))
    return render_template("motions/choose_composite.html", form=form, motion=motion, others=others)


@blueprint.route("/motions/<int:motion_id>/composite/words", methods=["GET", "POST"])
@open_to(Motions.COMPOSE)
def write_composite(motion_id: int) -> Page:
    """Have a mover write the one motion that goes on for all, and ask the others."""
    motion = queries.motion(motion_id)
    actor = require(Motions.COMPOSE, motion)
    others = _chosen(motion)
    form = CompositeForm([motion, *others])
    if not form.validate_on_submit():
        return render_template(
            "motions/write_composite.html", form=form, motion=motion, others=others
        )
    made = service.ask_to_bring_together(motion, others, form.words, actor=actor, now=clock.now())
    if made.motion_id is not None:
        return redirect(url_for("motions.motion", motion_id=made.motion_id))
    flash(
        gettext("The other movers are asked: it is on their Home, and they get a mail."), "success"
    )
    return redirect(url_for("motions.composite", composite_id=made.id))


@blueprint.get("/motions/composites/<int:composite_id>")
@open_to(Motions.COMPOSE)
def composite(composite_id: int) -> Page:
    """A composite as its movers read it: what it says, and who has answered."""
    actor = current_actor()
    found = read.composite(composite_id, actor.party_id)
    if found.motion_id is not None:
        return redirect(url_for("motions.motion", motion_id=found.motion_id))
    parts, today = read.parts_of(found.id), clock.day_of(clock.now())
    return render_template(
        "motions/composite.html",
        composite=found,
        parts=parts,
        lines=if_carried(found.effect, found.payload, today=today),
        is_own=actor.party_id == found.by_id,
        is_asked=found.state == "asked"
        and any(each.part.mover_id == actor.party_id and not each.part.answer for each in parts),
    )


@blueprint.post("/motions/composites/<int:composite_id>/answer")
@open_to(Motions.COMPOSE)
def answer_composite(composite_id: int) -> Page:
    """Take a mover's answer; the last to agree makes it."""
    actor = current_actor()
    found = read.composite(composite_id, actor.party_id)
    agrees = request.form.get("answer") == "agrees"
    whole = service.answer_composite(found, agrees=agrees, actor=actor, now=clock.now())
    if whole is not None:
        flash(gettext("Every mover agrees: the motions are one now."), "success")
        return redirect(url_for("motions.motion", motion_id=whole.id))
    said = gettext("You agree.") if agrees else gettext("You declined. The motions go on apart.")
    flash(said, "success")
    return redirect(url_for("motions.composite", composite_id=composite_id))


@blueprint.post("/motions/composites/<int:composite_id>/drop")
@open_to(Motions.COMPOSE)
def drop_composite(composite_id: int) -> Page:
    """Give a composite up that was not made."""
    actor = current_actor()
    found = read.composite(composite_id, actor.party_id)
    back = next(part.motion_id for part in found.parts if part.mover_id == actor.party_id)
    service.drop_composite(found, actor=actor)
    flash(gettext("It is given up. The motions go on as they are."), "success")
    return redirect(url_for("motions.motion", motion_id=back))


def _chosen(motion: Motion) -> list[Motion]:
    """Return the motions that the address names, of those that can be brought together."""
    wanted = request.args.getlist("with", type=int)
    others = read.motions_to_bring_together(motion)
    return [each for each in reversed(others) if each.id in wanted]
