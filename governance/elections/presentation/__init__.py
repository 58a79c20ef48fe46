"""What pages of elections show."""

from governance.elections.presentation.candidates import CandidatePage, of_candidate, reasons_of
from governance.elections.presentation.departures import (
    DeparturePage,
    Left,
    countback_in_words,
    of_departure,
    of_departures,
)
from governance.elections.presentation.elections import (
    ElectionPage,
    ListedElection,
    election_of_ballot,
    of_election,
    of_list,
)
from governance.elections.presentation.office import (
    Nominated,
    OfficePage,
    nominated_in,
    of_office,
    offered_seats,
    usual_notice,
)
from governance.elections.presentation.serving import SeatsTold, of_seats
from governance.elections.presentation.words import office_of, said, state_of

__all__ = [
    "CandidatePage",
    "DeparturePage",
    "ElectionPage",
    "Left",
    "ListedElection",
    "Nominated",
    "OfficePage",
    "SeatsTold",
    "countback_in_words",
    "election_of_ballot",
    "nominated_in",
    "of_candidate",
    "of_departure",
    "of_departures",
    "of_election",
    "of_list",
    "of_office",
    "of_seats",
    "offered_seats",
    "office_of",
    "reasons_of",
    "said",
    "state_of",
    "usual_notice",
]
