"""What was authorised: for members to read, and for finance to note what was used."""

from datetime import date

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from governance.effects.forms.using import UseForm
from governance.effects.permissions import Effects
from governance.effects.queries import mandates as reads
from governance.effects.service.mandates import CannotUse, note_use
from governance.effects.views.blueprint import blueprint
from governance.infrastructure import clock
from governance.infrastructure.permissions import may
from governance.web.access import current_actor, open_to


@blueprint.get("/mandates")
@open_to(Effects.SEE)
def mandates() -> str:
    """Everything that was authorised, the newest first, with what is left."""
    return render_template(
        "effects/mandates.html",
        mandates=reads.mandates(for_members_on=_for_members_on()),
        today=clock.day_of(clock.now()),
    )


@blueprint.get("/mandates/<int:mandate_id>")
@open_to(Effects.SEE)
def mandate(mandate_id: int) -> str:
    """One mandate and the postings made under it."""
    standing = reads.standing_of(mandate_id, for_members_on=_for_members_on())
    return render_template(
        "effects/mandate.html",
        standing=standing,
        uses=reads.uses_of(mandate_id),
        today=clock.day_of(clock.now()),
        may_note=standing.mandate.kind == reads.SPENDING and may(current_actor(), Effects.NOTE_USE),
    )


@blueprint.route("/mandates/<int:mandate_id>/use", methods=["GET", "POST"])
@open_to(Effects.NOTE_USE)
def mandate_use(mandate_id: int) -> str | Response:
    """Note a posting made under a mandate; a second click changes nothing."""
    standing, form = reads.standing_of(mandate_id), UseForm()
    if form.validate_on_submit():
        try:
            note_use(
                mandate_id,
                form.transaction_seq.data,
                form.pence.data,
                actor=current_actor(),
                now=clock.now(),
            )
        except CannotUse as refused:
            field = form.pence if refused.field == "pence" else form.transaction_seq
            field.errors = [f"{refused.message} {refused.next_step}".strip()]
        else:
            flash(gettext("The posting is noted."), "success")
            return redirect(url_for("effects.mandate", mandate_id=mandate_id))
    return render_template("effects/mandate_use.html", form=form, standing=standing)


def _for_members_on() -> date | None:
    """Return the day, for whoever sees what members do; None for whoever sees all."""
    sees_all = may(current_actor(), Effects.SEE_UNPUBLISHED)
    return None if sees_all else clock.day_of(clock.now())
