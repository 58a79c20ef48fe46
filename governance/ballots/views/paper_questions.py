"""The questions of a paper that is being written, and their options."""

from contextlib import closing
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import abort, redirect, url_for
from werkzeug.wrappers import Response

from governance.ballots import queries, service
from governance.ballots.drafting import OptionDrafted, PaperDrafted, QuestionDrafted, new_key
from governance.ballots.forms.papers import (
    AddQuestionForm,
    ChoiceForm,
    MotionQuestionForm,
    OptionForm,
    OptionsForm,
)
from governance.ballots.models import BallotDraft
from governance.ballots.permissions import Ballots
from governance.ballots.presentation import papers
from governance.ballots.views.blueprint import blueprint
from governance.ballots.views.papers import asked, written
from governance.infrastructure import clock
from governance.infrastructure.files import NotTaken
from governance.motions import queries as motions
from governance.web.access import open_to

Page = str | Response
PAPER = "/office/ballots/papers/<int:draft_id>"
QUESTION = f"{PAPER}/questions/<key>"


@blueprint.route(f"{PAPER}/questions/add", methods=["GET", "POST"])
@open_to(Ballots.PLAN)
def add_question(draft_id: int) -> Page:
    """Say what is asked next: a motion that waits, or a question of one's own."""
    draft, now = queries.draft(draft_id), clock.now()
    paper, form = PaperDrafted.from_json(draft.paper), AddQuestionForm()
    form.what.choices = papers.what_can_be_asked(paper, now)
    if not form.validate_on_submit():
        return asked("ballots/papers/add_question.html", draft, form)
    kind, _, name = form.what.data.partition(" ")
    if kind == "method":
        return redirect(url_for("ballots.add_choice", draft_id=draft_id, method=name))
    question = papers.question_on(motions.motion(int(name)), new_key(), now)
    if not written(draft, paper.with_question(question), form, now=now):
        return asked("ballots/papers/add_question.html", draft, form)
    return redirect(url_for("ballots.change_question", draft_id=draft_id, key=question.key))


@blueprint.route(f"{PAPER}/questions/add/<method>", methods=["GET", "POST"])
@open_to(Ballots.PLAN)
def add_choice(draft_id: int, method: str) -> Page:
    """Write a question of one's own."""
    if method not in papers.names_of_ways():
        abort(404)
    draft, now = queries.draft(draft_id), clock.now()
    paper, question = PaperDrafted.from_json(draft.paper), papers.usual_choice(new_key(), method)
    form = ChoiceForm(question.counted_by, data=papers.typed_choice(question))
    if form.validate_on_submit():
        question = replace(question, **papers.changed_choice(question, form.data))
        if written(draft, paper.with_question(question), form, now=now):
            return redirect(url_for("ballots.add_options", draft_id=draft_id, key=question.key))
    return _question(draft, form, question)


@blueprint.route(QUESTION, methods=["GET", "POST"])
@open_to(Ballots.PLAN)
def change_question(draft_id: int, key: str) -> Page:
    """Change the words of a question, and how it is counted."""
    draft, now = queries.draft(draft_id), clock.now()
    paper = PaperDrafted.from_json(draft.paper)
    question = paper.question(key)
    form = _form_of(question, now)
    if form.validate_on_submit():
        changed = replace(question, **_typed(question, form))
        if written(draft, paper.having(changed), form, now=now):
            return redirect(url_for("ballots.paper", draft_id=draft_id))
    return _question(draft, form, question)


@blueprint.route(f"{QUESTION}/options", methods=["GET", "POST"])
@open_to(Ballots.PLAN)
def add_options(draft_id: int, key: str) -> Page:
    """Add options to a question, a line each."""
    draft, now = queries.draft(draft_id), clock.now()
    paper, form = PaperDrafted.from_json(draft.paper), OptionsForm()
    question = paper.question(key)
    if form.validate_on_submit():
        form.titles.errors = papers.errors_of_titles(question, form.lines)
        changed = paper.having(question.with_options(form.lines))
        if not form.titles.errors and written(draft, changed, form, now=now):
            return redirect(url_for("ballots.paper", draft_id=draft_id))
    return asked("ballots/papers/options.html", draft, form, question=question)


@blueprint.route(f"{QUESTION}/options/<option_key>", methods=["GET", "POST"])
@open_to(Ballots.PLAN)
def change_option(draft_id: int, key: str, option_key: str) -> Page:
    """Change an option: its name, what is said of it, its picture."""
    draft, now = queries.draft(draft_id), clock.now()
    paper = PaperDrafted.from_json(draft.paper)
    question = paper.question(key)
    option = question.option(option_key)
    form = OptionForm(has_picture=bool(option.picture), data=vars(option) | {"picture": None})
    if form.validate_on_submit():
        changed = _option(option, form)
        whole = paper.having(question.having(changed)) if changed else paper
        if changed and written(draft, whole, form, now=now):
            return redirect(url_for("ballots.paper", draft_id=draft_id))
    about = {"question": question, "option": option}
    return asked("ballots/papers/option.html", draft, form, **about)


def _form_of(question: QuestionDrafted, now: datetime) -> ChoiceForm | MotionQuestionForm:
    if question.motion_id is None:
        return ChoiceForm(question.counted_by, data=papers.typed_choice(question))
    motion = motions.motion(question.motion_id)
    needed = motions.needed_by(motion, clock.day_of(now))
    return MotionQuestionForm(needed=needed, data=papers.typed_on_motion(question))


def _typed(question: QuestionDrafted, form: ChoiceForm | MotionQuestionForm) -> dict[str, Any]:
    if isinstance(form, ChoiceForm):
        return papers.changed_choice(question, form.data)
    return {
        "text": form.question.data,
        "if_carried": form.if_carried.data,
        "resolution_kind": form.resolution_kind.data,
        "quorum": form.quorum_kept,
    }


def _question(
    draft: BallotDraft, form: ChoiceForm | MotionQuestionForm, question: QuestionDrafted
) -> str:
    is_on_motion = question.motion_id is not None
    template = "ballots/papers/motion.html" if is_on_motion else "ballots/papers/choice.html"
    about = {"question": question, "force": papers.force_in_words(question.counted_by)}
    motion = motions.motion(question.motion_id) if question.motion_id else None
    return asked(template, draft, form, motion=motion, **about)


def _option(option: OptionDrafted, form: OptionForm) -> OptionDrafted | None:
    """Return the option as typed, its picture kept; None where the picture could not be."""
    picture = "" if form.takes_picture_away else option.picture
    if form.picture.data:
        with closing(form.picture.data) as file:
            content, name = file.read(), file.filename or ""
        try:
            picture = service.keep_picture(content, name)
        except (NotTaken, service.PictureNotTaken) as refused:
            form.picture.errors = [f"{refused.message} {refused.next_step}".strip()]
            return None
    return replace(
        option,
        title=form.title.data,
        statement=form.statement.data or "",
        picture=picture,
        picture_words=(form.picture_words.data or "") if picture else "",
    )
