"""How long a Scottish STV count takes: 10 candidates, 5 seats, papers drawn from a fixed seed.

Run by hand: `python -m bench.count [PAPERS ...]`. Prints CPU and wall seconds for each step of the
reckoning, then how long it takes from papers in a database to the stored stage table.
"""

import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import (
    Column,
    Engine,
    Integer,
    MetaData,
    Table,
    Text,
    create_engine,
    func,
    insert,
    select,
)

from bench.papers import CANDIDATES, SEATS, one_by_one, seeded_papers
from bench.surroundings import KINDS, Figure, databases, show
from governance.reckoning.counting.blt import read_blt
from governance.reckoning.counting.election import Election, Ranking
from governance.reckoning.counting.registry import method_named
from governance.reckoning.counting.sheet import as_json

SIZES = (100_000, 1_000_000)
AIMS = {100_000: "1 s", 1_000_000: "5 s"}
ROWS_AT_ONCE = 50_000

# As a ranked ballot will keep them: one row a paper, its ranking as compact text.
tables = MetaData()
ranking_paper = Table(
    "bench_ranking_paper",
    tables,
    Column("id", Integer, primary_key=True),
    Column("ranking", Text, nullable=False),
)
result_sheet = Table("bench_result_sheet", tables, Column("sheet", Text, nullable=False))

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


def bench_from_database(kind: str, papers: Counter[Ranking]) -> list[Figure]:
    """Return how long it takes from papers in a table to the stage table stored beside them."""
    number = papers.total()
    with databases(kind) as pair:
        engine = create_engine(pair.book_url)
        _store(engine, papers)
        began = time.perf_counter()
        stages = _count(engine)
        seconds = time.perf_counter() - began
        engine.dispose()
    what = f"STV, {number:,} papers, {stages} stages"
    return [Figure(what, kind, f"{seconds:.2f} s", AIMS.get(number, ""))]


def _store(engine: Engine, papers: Counter[Ranking]) -> None:
    rows = ({"ranking": ",".join(map(str, ranking))} for ranking in one_by_one(papers))
    tables.create_all(engine)
    with engine.begin() as connection:
        while chunk := list(islice(rows, ROWS_AT_ONCE)):
            connection.execute(insert(ranking_paper), chunk)


def _count(engine: Engine) -> int:
    with engine.begin() as connection:
        election = Election(CANDIDATES, SEATS, dict(_rankings(connection)))
        sheet = as_json(method_named("scottish_stv").count(election))
        connection.execute(insert(result_sheet), {"sheet": json.dumps(sheet)})
    return len(sheet["stages"])


def _rankings(connection: Any) -> Iterator[tuple[Ranking, int]]:
    alike = select(ranking_paper.c.ranking, func.count()).group_by(ranking_paper.c.ranking)
    for ranking, held in connection.execute(alike):
        yield tuple(map(int, ranking.split(","))), held


if __name__ == "__main__":
    for size in map(int, sys.argv[1:] or SIZES):
        bench(size)
        for each in KINDS:
            show(bench_from_database(each, seeded_papers(size)))
