"""The paper of a ballot, from its rows: what can be marked, and what its definition says of it."""

from typing import Any

from governance.ballots.models import Ballot, Option, Question
from governance.reckoning.canonical import digest
from governance.reckoning.counting.registry import Shape, method_named
from governance.reckoning.papers.count import commitment_to
from governance.reckoning.papers.paper import YES_NO, Asked, read_form


def asked_of(question: Question) -> Asked:
    """Return what can be marked under a question."""
    is_yes_no = method_named(question.method).shape is Shape.YES_NO
    options = len(YES_NO) if is_yes_no else len(question.options)
    return Asked(question.method, options, question.most, question.least_share)


def form_of(ballot: Ballot) -> tuple[Asked, ...]:
    """Return the form of a ballot's paper; before it was kept, there was one question."""
    if not ballot.paper_form:
        return tuple(asked_of(each) for each in ballot.questions)
    return read_form(ballot.paper_form)


def paper_digest_of(ballot: Ballot) -> str:
    """Return the SHA-256 of all that stands on the paper, and of whom and how it is asked."""
    about = [[each.motion_id, each.amendment_id, each.motion_version] for each in ballot.questions]
    asked = {
        "title": ballot.question,
        "record_date": ballot.record_date.isoformat(),
        "electorate": ballot.electorate,
        "count_opens": ballot.count_opens,
        "paper_form": ballot.paper_form,
        "lots": commitment_to(ballot.lot_number),
    }
    return digest([asked, about, [as_defined(each) for each in ballot.questions]])


def as_defined(question: Question) -> dict[str, Any]:
    """Return what the definition says of one question, without what it is on."""
    said: dict[str, Any] = {
        "number": question.number,
        "text": question.text,
        "explanation": question.explanation,
        "method": question.method,
        "seats": question.seats,
        "most": question.most,
        "least_share": question.least_share,
        "order": question.order,
        "options": [_option(each) for each in question.options],
    }
    if question.motion_id is not None:
        said |= {
            "if_carried": question.if_carried,
            "resolution_kind": question.resolution_kind,
            "quorum": question.quorum,
        }
    return said


def _option(option: Option) -> dict[str, Any]:
    return {
        "number": option.number,
        "title": option.title,
        "statement": option.statement,
        "picture": option.picture,
        "picture_words": option.picture_words,
        "kind": option.kind,
    }
