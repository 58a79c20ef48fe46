"""Parts of result pages as they were drawn: what is declared never changes, nor does its picture.

They are kept by the process that drew them, under the declaration's digest, so that two digests
alike are two parts alike. The eldest goes when there are many.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable

from flask import current_app
from markupsafe import Markup

MOST_KEPT = 128
EXTENSION = "folkmoot_results_drawn"


class Kept:
    """The parts that were drawn last, and how to have one drawn."""

    def __init__(self) -> None:
        self._parts: OrderedDict[tuple[str, ...], Markup] = OrderedDict()
        self._hand = threading.Lock()

    def part(self, key: tuple[str, ...], draw: Callable[[], str]) -> Markup:
        """Return the part of this key, drawn now if it is not kept."""
        with self._hand:
            if key in self._parts:
                self._parts.move_to_end(key)
                return self._parts[key]
        drawn = Markup(draw())
        with self._hand:
            self._parts[key] = drawn
            while len(self._parts) > MOST_KEPT:
                self._parts.popitem(last=False)
        return drawn


def kept_parts() -> Kept:
    """Return what this process has drawn."""
    kept: Kept = current_app.extensions.setdefault(EXTENSION, Kept())
    return kept
