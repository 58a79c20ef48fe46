"""What is known of each system that writes files of staff: one file each in `profiles/`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from governance.members.importing.headings import Field, bare
from governance.members.importing.settings import Settings
from governance.members.importing.values import Dates, Hours
from governance.reckoning.catalogue import Catalogue


@dataclass(frozen=True)
class Profile:
    """One system's habits. `signs` are headings that, all together, tell its files from others."""

    name: str
    title: str
    how_to_export: str
    signs: tuple[tuple[str, ...], ...]
    headings: Mapping[Field, tuple[str, ...]] = field(default_factory=dict)
    dates: Dates = Dates.ANY
    hours: Hours = Hours.DECIMAL
    full_time_minutes: int | None = None
    encoding: str = "utf-8"

    def settings(self) -> Settings:
        """Return the settings that its files need until somebody chooses others."""
        return Settings(self.name, self.dates, self.hours, self.full_time_minutes)

    def wrote(self, headings: Sequence[str]) -> bool:
        """Say whether the headings look like this system's: one of each group of signs is there."""
        there = {bare(heading) for heading in headings}
        return all(any(bare(name) in there for name in names) for names in self.signs)


_PROFILES: Catalogue[Profile] = Catalogue("governance.members.importing.profiles")


def offered(profile: Profile) -> Profile:
    """Offer the profile on the columns page."""
    _PROFILES.add(profile)
    return profile


def profiles() -> tuple[Profile, ...]:
    """Return every profile, by name."""
    return _PROFILES.all()


def profile_named(name: str) -> Profile | None:
    """Return the profile of that name, or None: a remembered one may be gone."""
    return next((profile for profile in profiles() if profile.name == name), None)


def recognised(headings: Sequence[str]) -> Profile | None:
    """Return the system that these headings look like; of several, the one with most signs."""
    found = [profile for profile in profiles() if profile.wrote(headings)]
    return max(found, key=lambda profile: len(profile.signs), default=None)
