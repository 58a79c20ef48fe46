"""Writing a motion: one question a page, the answers to check, then proposed once."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from governance.effects.presentation import if_carried
from governance.effects.registry import effect_named
from governance.infrastructure import clock
from governance.motions import queries, service
from governance.motions.forms import QUESTIONS, ConfirmForm, QuestionForm
from governance.motions.models import Draft
from governance.motions.permissions import Motions
from governance.motions.presentation import category_in_words, of_draft
from governance.motions.queries.course import bar_to
from governance.motions.service.good_standing import is_barred
from governance.motions.views.blueprint import blueprint
from governance.motions.views.keeping import keep_words, signed_out
from governance.reckoning.rules.kinds.membership import WhileSuspended
from governance.web.access import ANYONE, current_actor, open_to, require

Page = str | Response | tuple[str, int]
PARTS = tuple(QUESTIONS)
NEEDED = ("title", "category", "text", "reason")


@blueprint.route("/motions/new", methods=["GET", "POST"])
@open_to(Motions.PROPOSE)
def new() -> Page:
    """What proposing means, and what was begun before."""
    form, actor = ConfirmForm(), current_actor()
    if form.validate_on_submit():
        draft = service.begin_draft(actor=actor, now=clock.now())
        return redirect(url_for("motions.question", draft_id=draft.id, part="title"))
    begun = queries.drafts_of(actor.party_id)
    form.submit.label.text = gettext("Write another motion") if begun else gettext("Write a motion")
    return render_template(
        "motions/new.html",
        form=form,
        drafts=begun,
        months_kept=queries.months_drafts_are_kept(clock.day_of(clock.now())),
        needed=_seconders_needed(),
        suspended=is_barred(actor, WhileSuspended.PROPOSE, on=clock.day_of(clock.now())),
    )


@blueprint.get("/motions/drafts/<int:draft_id>/<any(title, category, text, reason, cost):part>")
@open_to(Motions.PROPOSE)
def question(draft_id: int, part: str) -> Page:
    """One question, with what was answered before."""
    draft = queries.draft(draft_id, current_actor().party_id)
    if draft.motion_id is not None:
        return _to_its_motion(draft)
    return _asked(draft, part, _as_written(draft, part))


@blueprint.post("/motions/drafts/<int:draft_id>/<any(title, category, text, reason, cost):part>")
@open_to(ANYONE)
def answer(draft_id: int, part: str) -> Page:
    """Keep an answer and go on; what was typed outlives an expired session (see keeping.py)."""
    form, actor = QUESTIONS[part](), current_actor()
    if not actor.is_signed_in:
        return signed_out(form)
    require(Motions.PROPOSE)
    draft = queries.draft(draft_id, actor.party_id)
    if draft.motion_id is not None:
        return _to_its_motion(draft)
    if form.wants_preview:
        return _asked(draft, part, form)
    if not form.validate_on_submit():
        return _asked(draft, part, form), 400 if form.csrf_token.errors else 200
    words, seen = form.words.data or "", form.version_seen
    if service.write(draft, part, words, seen=seen, actor=actor, now=clock.now()):
        return redirect(_after(draft, part))
    return _both(draft, part, form), 409


@blueprint.route("/motions/drafts/<int:draft_id>/check", methods=["GET", "POST"])
@open_to(Motions.PROPOSE)
def check(draft_id: int) -> Page:
    """Read it as others will, then propose it; a second click finds the same motion."""
    actor, form = current_actor(), ConfirmForm()
    draft = queries.draft(draft_id, actor.party_id)
    if draft.motion_id is not None:
        return _to_its_motion(draft)
    missing = next((part for part in NEEDED if not getattr(draft, part)), None)
    if missing:
        return redirect(url_for("motions.question", draft_id=draft_id, part=missing))
    if not form.validate_on_submit():
        form.submit.label.text = gettext("Propose this motion")
        return render_template(
            "motions/check.html",
            form=form,
            page=of_draft(draft, actor, today=clock.day_of(clock.now())),
            bar=bar_to(draft, clock.day_of(clock.now())),
            needed=_seconders_needed(),
            effect=effect_named(draft.effect),
            lines=if_carried(draft.effect, draft.payload, today=clock.day_of(clock.now())),
        )
    motion = service.propose_draft(draft, actor=actor, now=clock.now())
    flash(_proposed(motion.reference, motion.seconders_needed), "success")
    return redirect(url_for("motions.motion", motion_id=motion.id))


@blueprint.route("/motions/drafts/<int:draft_id>/discard", methods=["GET", "POST"])
@open_to(Motions.PROPOSE)
def discard(draft_id: int) -> Page:
    """Ask once more, then throw a draft away."""
    actor, form = current_actor(), ConfirmForm()
    draft = queries.draft(draft_id, actor.party_id)
    if form.validate_on_submit():
        service.discard_draft(draft, actor=actor)
        flash(gettext("Your draft is thrown away."), "success")
        return redirect(url_for("motions.new"))
    form.submit.label.text = gettext("Throw it away")
    return render_template("motions/discard.html", form=form, draft=draft)


def _as_written(draft: Draft, part: str) -> QuestionForm:
    """Return the question with what was answered before, and which version that is."""
    seen = str(queries.last_written(draft.id, part).version)
    return QUESTIONS[part](formdata=None, words=getattr(draft, part), seen=seen)


def _both(draft: Draft, part: str, form: QuestionForm) -> str:
    """Show what somebody else wrote meanwhile beside what was typed; sent again, it is chosen."""
    last = queries.last_written(draft.id, part)
    form.seen.data = str(last.version)
    theirs = category_in_words(draft.category) if part == "category" else getattr(draft, part)
    form.submit.label.text = gettext("Keep mine")
    return render_template(
        "motions/both.html",
        form=form,
        theirs=theirs,
        is_markdown=part not in ("title", "category"),
        last=last,
        leave=_after(draft, part),
    )


def _asked(draft: Draft, part: str, form: QuestionForm) -> str:
    place = PARTS.index(part)
    if request.args.get("then") == "check":
        back = url_for("motions.check", draft_id=draft.id)
    elif place:
        back = url_for("motions.question", draft_id=draft.id, part=PARTS[place - 1])
    else:
        back = url_for("motions.new")
    return render_template(
        "motions/question.html",
        form=form,
        part=part,
        number=place + 1,
        of=len(PARTS) + 1,
        back=back,
        preview=form.wants_preview,
    )


def _after(draft: Draft, part: str) -> str:
    """Return where an answer leads: to the next question, or back to the check it came from."""
    place = PARTS.index(part) + 1
    if request.args.get("then") == "check":
        return url_for("motions.check", draft_id=draft.id)
    if place == len(PARTS):
        return url_for("motions.effect", draft_id=draft.id)
    return url_for("motions.question", draft_id=draft.id, part=PARTS[place])


def _to_its_motion(draft: Draft) -> Response:
    return redirect(url_for("motions.motion", motion_id=draft.motion_id))


def _seconders_needed() -> int:
    return queries.seconders_needed(clock.day_of(clock.now()))


def _proposed(reference: str, needed: int) -> str:
    if not needed:
        return gettext("Your motion is %(reference)s.", reference=reference)
    return ngettext(
        "Your motion is %(reference)s. It now needs a seconder: tell colleagues about it.",
        "Your motion is %(reference)s. It now needs %(num)s seconders: tell colleagues about it.",
        needed,
        reference=reference,
    )


keep_words(answer)
