"""Scottish STV beside two libraries of the same licence, in one run: 10 candidates, 5 seats.

Run by hand: `python -m bench.beside [PAPERS ...]`. The libraries come with the extra `bench`
(`pip install -e '.[bench]'`); one that is not installed is left out, and said. Each count is a
process of its own, which is given every paper by itself and says how long it took to put them into
the form it counts, how long to count, whom it elected, and the most memory that it took.

None of the libraries counts by the statute to the last vote (docs/decisions/0009), so whom they
elect may differ; it is said where it does. Random draws of theirs have a fixed seed.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec

from bench.one_count import LIBRARIES, OURS
from bench.surroundings import Figure, machine, show

SIZES = (1_000, 10_000, 100_000, 1_000_000)
AIMED_AT = 100_000  # Papers at which ours is to be FASTER times as fast as the faster of them.
FASTER = 5
LONGEST = 900  # Seconds after which a library is said not to do it in reasonable time.


@dataclass(frozen=True)
class Counted:
    """What one process measured: seconds of its processor, and megabytes."""

    preparing: float
    counting: float
    megabytes: int
    elected: list[int]

    @property
    def seconds(self) -> float:
        """From papers in hand to the elected."""
        return self.preparing + self.counting


def measured(name: str, number: int) -> Counted | None:
    """Count so many papers in a process of its own; None where it took too long."""
    command = [sys.executable, "-m", "bench.one_count", name, str(number)]
    try:
        run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=LONGEST)
    except subprocess.TimeoutExpired:
        return None
    return Counted(**json.loads(run.stdout.splitlines()[-1]))


def bench(number: int) -> list[Figure]:
    """Return a line for each counter, the libraries' with how many times our time it is."""
    ours = measured(OURS, number)
    assert ours is not None, "we count in seconds"
    figures = [_figure(number, OURS, ours, ours)]
    for name in LIBRARIES:
        if find_spec(name) is None:
            figures.append(Figure(f"{name} is not installed: see bench/beside.py", "", ""))
        else:
            figures.append(_figure(number, name, measured(name, number), ours))
    return figures


def _figure(number: int, name: str, found: Counted | None, ours: Counted) -> Figure:
    aim = f"{FASTER} x" if name != OURS and number == AIMED_AT else ""
    if found is None:
        return Figure(f"STV, {number:,} papers, {name}", "", f"not in {LONGEST} s", aim)
    told = f"{found.seconds:.3f} s, {found.megabytes} MB"
    same = "" if found.elected == ours.elected else ", others elected"
    what = f"STV, {number:,} papers, {name}{same}"
    ratios = f"x{found.seconds / ours.seconds:.1f}, x{found.counting / ours.counting:.1f}"
    return Figure(what, "" if found is ours else ratios, told, aim)


if __name__ == "__main__":
    print(machine())
    show([Figure("", "times ours", "measured", "aimed at", "load")])
    for size in map(int, sys.argv[1:] or SIZES):
        show(bench(size))
