"""What ballots, their questions and the answers on a paper are called."""

from flask_babel import gettext, ngettext

from governance.ballots.models import Ballot, Question
from governance.ballots.paper import form_of
from governance.reckoning.counting.registry import Shape, method_named
from governance.reckoning.papers.paper import Answer, read
from governance.reckoning.resolutions.registry import kind_named


def kind_of(ballot: Ballot) -> str:
    """Return what kind of ballot it is: of a motion its kind of resolution, else how it is counted.

    Of several questions it is how many there are.
    """
    if len(ballot.questions) > 1:
        number = len(ballot.questions)
        return ngettext("%(num)s question", "%(num)s questions", number)
    return kind_of_question(ballot.questions[0])


def kind_of_question(question: Question) -> str:
    """Return the kind of resolution of a question on a motion, else what it is for.

    An election says how many it elects, any other choice its way of counting.
    """
    if question.motion_id is not None:
        return gettext(kind_named(question.resolution_kind).title)
    if question.seats and any(each.kind == "candidate" for each in question.options):
        return ngettext("Election of one person", "Election of %(num)s people", question.seats)
    return gettext(method_named(question.method).title)


def paper_in_words(ballot: Ballot, paper: str) -> list[tuple[Question, str]]:
    """Return each question with what a paper answers, in words."""
    answers = read(paper, form_of(ballot))
    pairs = zip(ballot.questions, answers, strict=True)
    return [(question, answer_in_words(question, answer)) for question, answer in pairs]


def answer_in_words(question: Question, answer: Answer) -> str:
    """Return what one answer says: For; 1. Ada, 2. Bo; or that it is blank."""
    if answer is None:
        return gettext("Spoilt")
    if not answer:
        return gettext("Left blank")
    shape = method_named(question.method).shape
    if shape is Shape.YES_NO:
        return choice_name(("for", "against", "abstain")[answer[0] - 1])
    names = [each.title for each in question.options]
    if shape is Shape.RANK:
        return ", ".join(f"{place}. {names[each - 1]}" for place, each in enumerate(answer, 1))
    if shape is Shape.SCORE:
        scored = zip(names, answer, strict=True)
        return ", ".join(f"{name}: {score or gettext('no opinion')}" for name, score in scored)
    return ", ".join(names[each - 1] for each in answer)


def choice_name(choice: str) -> str:
    """Return an answer to a question of yes or no as it stands on the paper."""
    names = {
        "for": gettext("For"),
        "against": gettext("Against"),
        "abstain": gettext("Abstain"),
    }
    return names[choice]
