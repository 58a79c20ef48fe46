"""Run every bench and print one table: `make bench`, or `python -m bench [--quick]`."""

import argparse
from collections.abc import Callable, Iterator
from functools import partial

from bench import (
    as_at,
    beside,
    cast,
    declaring,
    import_staff,
    ledger,
    pdf,
    record,
    register,
    roll,
    rulebook,
    search,
)
from bench.papers import seeded_papers
from bench.surroundings import KINDS, Figure, machine, show

QUICK = 10  # so many times less of everything, to see that it runs


def benches(less: int) -> Iterator[Callable[[], list[Figure]]]:
    """Yield each bench; `less` divides what it is done with."""
    for kind in KINDS:
        for secrecy in cast.SECRECIES:
            yield partial(cast.bench, kind, secrecy, cast.CASTS // less)
    for kind in KINDS:
        yield partial(roll.bench, kind, roll.MEMBERS // less)
        yield partial(import_staff.bench, kind, import_staff.PEOPLE // less)
        yield partial(record.bench, kind, record.LINKS // less)
        yield partial(ledger.bench, kind, ledger.SECONDS / less)
        yield partial(as_at.bench, kind, as_at.HOLDERS // less, as_at.TRANSFERS // less)
        yield partial(search.bench, kind, search.MOTIONS // less)
        yield partial(register.bench, kind, register.AMONG_OTHERS // less)
        yield partial(rulebook.bench, kind, rulebook.ADOPTIONS // less)
    yield partial(pdf.bench, pdf.MEMBERS // less)
    for size in declaring.SIZES:
        papers = seeded_papers(size // less)
        for kind in KINDS:
            yield partial(declaring.bench, kind, papers)
    for size in beside.SIZES:
        yield partial(beside.bench, size // less)


def main() -> None:
    """Run them one after another, each on databases of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of everything")
    less = QUICK if parser.parse_args().quick else 1
    print(machine())
    show([Figure("", "", "measured", "aimed at", "load")])
    for bench in benches(less):
        show(bench())
    print(machine())


if __name__ == "__main__":
    main()
