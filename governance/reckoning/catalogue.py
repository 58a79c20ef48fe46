"""What varies is one file in a folder: found by looking there, and two of one name refused."""

import pkgutil
from importlib import import_module
from typing import Generic, Protocol, TypeVar


class Named(Protocol):
    """Anything that a catalogue can hold."""

    @property
    def name(self) -> str:
        """Return the word it is kept and asked for by."""


Kind = TypeVar("Kind", bound=Named)


class TwoOfOneName(Exception):
    """Two files claim one name, so that a rulebook naming it would mean either."""


class NoSuchName(LookupError):
    """Nothing of that name is in the catalogue."""


class Catalogue(Generic[Kind]):
    """The kinds that stand in one folder, one file each; read when first asked for."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._kinds: dict[str, Kind] = {}
        self._has_been_read = False

    def add(self, kind: Kind) -> None:
        """Enter a kind under its name."""
        already = self._kinds.get(kind.name)
        if already is not None:
            raise TwoOfOneName(
                f"{type(kind).__qualname__} and {type(already).__qualname__} "
                f"are both called {kind.name!r}: rename one of them."
            )
        self._kinds[kind.name] = kind

    def named(self, name: str) -> Kind:
        """Return the kind of that name."""
        self._read()
        if name not in self._kinds:
            raise NoSuchName(f"There is no {name!r} among {', '.join(sorted(self._kinds))}.")
        return self._kinds[name]

    def all(self) -> tuple[Kind, ...]:
        """Return every kind, by name."""
        self._read()
        return tuple(self._kinds[name] for name in sorted(self._kinds))

    def _read(self) -> None:
        if self._has_been_read:
            return
        # The files enter themselves, so they can only be imported when the catalogue is there.
        folder = import_module(self._folder)
        for module in pkgutil.iter_modules(folder.__path__, prefix=f"{self._folder}."):
            import_module(module.name)
        self._has_been_read = True
