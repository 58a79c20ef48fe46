"""One count by us or a library, in a process of its own: `python -m bench.one_count NAME PAPERS`.

Prints, as JSON, the seconds of its processor that it took to put papers, given one by one, into the
form that is counted, and to count them; the most memory in megabytes; and whom it elected. Imports
nothing that it does not count with, so that the memory is its own.
"""

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.papers import CANDIDATES, SEATS, one_by_one, seeded_papers
from governance.reckoning.counting.election import Election, Ranking
from governance.reckoning.counting.registry import method_named

OURS = "ours"
LIBRARIES = ("pyrankvote", "pref_voting")
PARTS = {
    "pyrankvote": ("pyrankvote",),
    "pref_voting": ("pref_voting.profiles_with_ties", "pref_voting.proportional_methods"),
}


def _by_us(papers: Sequence[Ranking]) -> Callable[[], list[int]]:
    election = Election(CANDIDATES, SEATS, Counter(papers))
    return lambda: [each.candidate for each in method_named("scottish_stv").count(election).elected]


def _by_pyrankvote(papers: Sequence[Ranking]) -> Callable[[], list[int]]:
    library: Any = import_module("pyrankvote")
    people = [library.Candidate(str(number)) for number in range(1, CANDIDATES + 1)]
    ballots = [
        library.Ballot(ranked_candidates=[people[each - 1] for each in ranking])
        for ranking in papers
    ]

    def elected() -> list[int]:
        result = library.single_transferable_vote(people, ballots, number_of_seats=SEATS)
        return [int(each.name) for each in result.get_winners()]

    return elected


def _by_pref_voting(papers: Sequence[Ranking]) -> Callable[[], list[int]]:
    """Like papers together, as its profiles can have them."""
    profiles: Any = import_module("pref_voting.profiles_with_ties")
    methods: Any = import_module("pref_voting.proportional_methods")
    alike = Counter(papers)
    places = [{each: place for place, each in enumerate(ranking, 1)} for ranking in alike]
    everyone = list(range(1, CANDIDATES + 1))
    profile = profiles.ProfileWithTies(places, list(alike.values()), candidates=everyone)
    draws = random.Random(1)
    return lambda: list(methods.stv_scottish(profile, num_seats=SEATS, rng=draws))


COUNTERS = dict(zip((OURS, *LIBRARIES), (_by_us, _by_pyrankvote, _by_pref_voting), strict=True))


def main(name: str, number: int) -> None:
    """Count, and print what was measured; a library is imported beforehand."""
    method_named("scottish_stv")
    for part in PARTS.get(name, ()):
        import_module(part)
    papers = one_by_one(seeded_papers(number))
    began = time.process_time()
    count = COUNTERS[name](papers)
    prepared = time.process_time()
    elected = count()
    ended = time.process_time()
    found = {
        "preparing": prepared - began,
        "counting": ended - prepared,
        "megabytes": _most_megabytes(),
        "elected": sorted(elected),
    }
    print(json.dumps(found))


def _most_megabytes() -> int:
    """Return the most memory of this process; `getrusage` would count that of its parent, too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) // 1024


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
