"""Who of the staff holds withdrawable shares, how many, and since when; and who is to leave."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from governance.demonstration import cast
from governance.demonstration.people import Person, founded_on, platform_began
from governance.demonstration.times import weekday_from

FEWEST, ONE_IN = 14, 13
POUNDS = (50, 100, 100, 150, 200, 250, 250, 300, 500, 500, 750, 1_000, 1_500, 2_000, 2_500)
LARGE = (3_000, 4_000)  # once more is allowed
LEAVING = 3
OFFERS = (6, 9)  # years after the founding


@dataclass(frozen=True)
class Saver:
    """A member with withdrawable shares of a pound each."""

    person: Person
    pounds: int
    bought_on: date


def ordinary_members(people: list[Person]) -> list[Person]:
    """Return the members of today from before the platform who have no part in the story."""
    named = {part.name for part in cast.EVERYONE}
    return [
        person
        for person in people
        if person.member_since and not person.has_applied and person.left is None
        if person.name not in named
    ]


def leaving(people: list[Person], random: Random) -> list[Person]:
    """Return those who have given notice for the month to come."""
    return random.sample(ordinary_members(people), LEAVING)


def savers(
    people: list[Person], *, without: list[Person], today: date, raised: date, random: Random
) -> list[Saver]:
    """Return the holders of withdrawable shares; the two largest bought after the cap was raised.

    The first are ordinary ones; Sharon Tonks is the last.
    """
    others = [person for person in ordinary_members(people) if person not in without]
    number = max(FEWEST, len(people) // ONE_IN)
    found = [
        Saver(person, random.choice(POUNDS), _when(person, today, random))
        for person in random.sample(others, min(number, len(others)))
    ]
    for place, pounds in enumerate(LARGE, start=len(found) - len(LARGE)):
        bought = weekday_from(raised + timedelta(days=9 + 5 * place % 30))
        found[place] = Saver(found[place].person, pounds, bought)
    sharon = next(person for person in people if person.name == cast.MEMBER.name)
    return [*found, Saver(sharon, 320, _when(sharon, today, random))]


def _when(person: Person, today: date, random: Random) -> date:
    """Return a day of a share offer since they were members, or one of the platform's time."""
    assert person.member_since is not None
    offers = [founded_on(today).replace(year=founded_on(today).year + after) for after in OFFERS]
    open_to_them = [day for day in offers if day >= person.member_since]
    if open_to_them:
        return random.choice(open_to_them)
    return weekday_from(platform_began(today) + timedelta(days=random.randrange(30, 180)))
