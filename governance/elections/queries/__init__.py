"""Reads of elections, for pages, letters and decisions."""

from governance.elections.queries.departures import (
    Departure,
    countbacks_of,
    departure_of,
    departures,
    next_in_line,
)
from governance.elections.queries.elections import (
    candidate,
    candidates_of,
    contest,
    contest_on,
    count_of_nominations,
    due_to_close,
    election,
    election_voted_in,
    elections_now,
    elections_past,
    nominating_for,
    waiting_for,
)
from governance.elections.queries.electorate import (
    constituency_in_words,
    electorate_of,
    electors,
    is_elector,
    office_in_words,
)
from governance.elections.queries.hustings import (
    Asked,
    hustings_question,
    questions_of,
    unanswered_by,
)
from governance.elections.queries.seats import (
    Vacancy,
    every_seats,
    holders_of,
    seats_with,
    served_by,
    vacancy_in,
)
from governance.elections.queries.standing import reasons_why_not, rules_of

__all__ = [
    "Asked",
    "Departure",
    "Vacancy",
    "candidate",
    "candidates_of",
    "constituency_in_words",
    "contest",
    "contest_on",
    "count_of_nominations",
    "countbacks_of",
    "departure_of",
    "departures",
    "due_to_close",
    "election",
    "election_voted_in",
    "elections_now",
    "elections_past",
    "electorate_of",
    "electors",
    "every_seats",
    "holders_of",
    "hustings_question",
    "is_elector",
    "next_in_line",
    "nominating_for",
    "office_in_words",
    "questions_of",
    "reasons_why_not",
    "rules_of",
    "seats_with",
    "served_by",
    "unanswered_by",
    "vacancy_in",
    "waiting_for",
]
