"""How long a Scottish STV count takes: 10 candidates, 5 seats, papers drawn from a fixed seed.

Run by hand: `python -m bench.count [PAPERS ...]`. Prints CPU and wall seconds for each step of the
reckoning; bench/declaring.py goes from the ballot box to the stored result.
"""

import resource
import sys
import time
from collections.abc import Callable
from typing import TypeVar

from bench.papers import CANDIDATES, SEATS, seeded_papers
from governance.reckoning.counting.blt import read_blt
from governance.reckoning.counting.election import Election
from governance.reckoning.counting.registry import method_named
from governance.reckoning.counting.sheet import as_json

SIZES = (100_000, 1_000_000)

Result = TypeVar("Result")


def timed(label: str, deed: Callable[[], Result]) -> Result:
    """Do it and print how long it took."""
    wall, processor = time.perf_counter(), time.process_time()
    result = deed()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    print(f"  {label:<34} {processor:7.3f} s CPU {wall:7.3f} s wall")
    return result


def bench(number: int) -> None:
    """Time each step of counting so many papers."""
    papers = seeded_papers(number)
    print(f"{number:,} papers, {len(papers):,} rankings, {CANDIDATES} candidates, {SEATS} seats")
    method = method_named("scottish_stv")
    election = timed("check the aggregated papers", lambda: Election(CANDIDATES, SEATS, papers))
    count = timed("count them", lambda: method.count(election))
    timed("result sheet as JSON", lambda: as_json(count))
    timed("digest that seeds the lots", election.digest)
    content = "\n".join(election.as_lines()).encode()
    timed(f"read a BLT file of {len(content) / 1e6:.1f} MB", lambda: read_blt(content))
    rows = "\n".join(
        f"1 {' '.join(map(str, ranking))} 0"
        for ranking, held in papers.items()
        for _ in range(held)
    )
    one_a_line = f"{CANDIDATES} {SEATS}\n{rows}\n0\n".encode()
    timed(f"one paper a line, {len(one_a_line) / 1e6:.1f} MB", lambda: read_blt(one_a_line))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"  {len(count.stages)} stages; at most {most:,} MB in memory\n")


if __name__ == "__main__":
    for size in map(int, sys.argv[1:] or SIZES):
        bench(size)
