"""The staff of Tame Valley Care: who came when, where they work, since when they are members."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from governance.demonstration.cast import EVERYONE, Part
from governance.demonstration.names import names
from governance.demonstration.places import FULL, SERVICES, Post, Service
from governance.demonstration.times import weekday_from

ADDRESSES = "tamevalleycare.example"  # .example is reserved: no mail can ever arrive
YEARS_SINCE_FOUNDED = 12
PROBATION = timedelta(days=183)  # membership comes with the end of the first six months
PLATFORM_DAYS = 540  # how long the society has kept its register here
LATEST_CHANGE_DAYS = 45  # nobody left, or changed posts, more recently than this
LATEST_MEMBER_DAYS = 95  # so that the board has admitted everybody before the last ballot's roll
NOT_YET_MEMBERS_PER_HUNDRED = 2
LEAVERS_PER_HUNDRED = 9
CAME_FROM_COUNCIL_PER_HUNDRED = 36
MOVERS_PER_HUNDRED = 6
FRIDAY = 4


@dataclass(frozen=True)
class Move:
    """A change of somebody's work, from a day on."""

    on: date
    post: str
    weekly_hours: str


@dataclass(frozen=True)
class Person:
    """One of the staff, as the HR system has them.

    Whoever has applied joined in the platform's time, so HR does not say since when.
    """

    employee_ref: str
    first: str
    family: str
    email: str
    service: str
    town: str
    post: str
    weekly_hours: str
    started: date
    left: date | None = None
    member_since: date | None = None
    move: Move | None = None
    has_applied: bool = False
    manager_ref: str = ""

    @property
    def name(self) -> str:
        return f"{self.first} {self.family}"

    def as_at(self, day: date) -> "Person":
        """Return the person as the HR system had them on that day."""
        seen = self
        if seen.move and seen.move.on <= day:
            seen = replace(seen, post=seen.move.post, weekly_hours=seen.move.weekly_hours)
        if seen.member_since and seen.member_since > day:
            seen = replace(seen, member_since=None)
        if seen.left and seen.left > day:
            seen = replace(seen, left=None)
        return seen


def people(*, staff: int, today: date, random: Random) -> list[Person]:
    """Return `staff` members of today, and besides them newcomers and people who left."""
    newcomers = max(1, staff * NOT_YET_MEMBERS_PER_HUNDRED // 100)
    leavers = staff * LEAVERS_PER_HUNDRED // 100
    made = [_of_the_cast(part, today, random) for part in EVERYONE]
    members = sum(person.member_since is not None for person in made)
    others = max(0, staff - members) + newcomers - 1 + leavers
    places = _places(others, random)
    taken = [person.name for person in made]
    for place, (first, family) in enumerate(names(others, taken=taken, random=random)):
        service, post = places[place]
        person = _employed(first, family, service, post, random)
        if place < leavers:
            made.append(_who_left(person, today, random))
        elif place < leavers + newcomers - 1:
            made.append(_newcomer(person, today, random))
        else:
            made.append(_member(person, today, random))
    numbered = _numbered([_joining(person, platform_began(today)) for person in made])
    return _managed(numbered, platform_began(today))


def platform_began(today: date) -> date:
    """Return the day on which the society began to keep its register here."""
    return weekday_from(today - timedelta(days=PLATFORM_DAYS))


def founded_on(today: date) -> date:
    """Return the day on which the society was founded."""
    return date(today.year - YEARS_SINCE_FOUNDED, 4, 1)


def _joining(person: Person, began: date) -> Person:
    since = person.member_since
    return replace(person, has_applied=since is not None and since > began)


def _of_the_cast(part: Part, today: date, random: Random) -> Person:
    service = Service(part.service, (part.town,), 0, ())
    person = _employed(part.first, part.family, service, Post(part.post, 0, FULL), random)
    if part.days_here is not None:
        started = _working_day(today - timedelta(days=part.days_here))
        return replace(person, started=started)
    if not part.is_member:
        return _newcomer(person, today, random)
    started = today - timedelta(days=random.randrange(1400, 4300))
    return replace(person, started=_working_day(started), member_since=_first_share(started, today))


def _places(count: int, random: Random) -> list[tuple[Service, Post]]:
    """Return so many places in the true proportions, by largest remainders, in no order."""
    kinds = [(service, post) for service in SERVICES for post in service.posts]
    weights = [service.people * post.per_hundred for service, post in kinds]
    shares = [divmod(count * weight, sum(weights)) for weight in weights]
    short = count - sum(whole for whole, _ in shares)
    fullest = sorted(range(len(kinds)), key=lambda place: -shares[place][1])[:short]
    places = [
        kind
        for place, kind in enumerate(kinds)
        for _ in range(shares[place][0] + (place in fullest))
    ]
    random.shuffle(places)
    return places


def _employed(first: str, family: str, service: Service, post: Post, random: Random) -> Person:
    return Person(
        employee_ref="",
        first=first,
        family=family,
        email="",
        service=service.name,
        town=random.choice(service.towns),
        post=post.title,
        weekly_hours=random.choice(post.weekly_hours),
        started=date.min,
    )


def _member(person: Person, today: date, random: Random) -> Person:
    """Give a member of today their start: with the council, since, or in the platform's time."""
    founded = founded_on(today)
    if random.randrange(100) < CAME_FROM_COUNCIL_PER_HUNDRED:
        started = founded - timedelta(days=random.randrange(200, 7000))
    else:
        latest = today - timedelta(days=LATEST_MEMBER_DAYS) - PROBATION
        started = founded + timedelta(days=random.randrange((latest - founded).days))
    member = replace(
        person, started=_working_day(started), member_since=_first_share(started, today)
    )
    return _moved(member, today, random)


def _newcomer(person: Person, today: date, random: Random) -> Person:
    days = random.randrange(50, PROBATION.days - 20)
    return replace(person, started=_working_day(today - timedelta(days=days)))


def _who_left(person: Person, today: date, random: Random) -> Person:
    days = random.randrange(LATEST_CHANGE_DAYS, PLATFORM_DAYS - 30)
    left = today - timedelta(days=days)
    started = left - timedelta(days=random.randrange(PLATFORM_DAYS, 3600))
    return replace(
        person,
        started=_working_day(started),
        left=left,
        member_since=_first_share(started, today),
    )


def _moved(person: Person, today: date, random: Random) -> Person:
    """Let a few have been promoted, or changed their hours, since the platform began."""
    if random.randrange(100) >= MOVERS_PER_HUNDRED:
        return person
    on = today - timedelta(days=random.randrange(LATEST_CHANGE_DAYS, PLATFORM_DAYS - 30))
    if person.member_since is None or person.member_since > on:
        return person
    senior = f"Senior {person.post[0].lower()}{person.post[1:]}"
    known = {post.title for service in SERVICES for post in service.posts}
    post = senior if senior in known else person.post
    hours = random.choice(
        [each for each in ("37", "30", "25", "20") if each != person.weekly_hours]
    )
    return replace(person, move=Move(on.replace(day=1), post, hours))


def _first_share(started: date, today: date) -> date:
    """Return when a member got their share: at the founding, or after six months' work."""
    return max(founded_on(today), started + PROBATION)


def _working_day(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - FRIDAY))


def _numbered(made: list[Person]) -> list[Person]:
    """Give payroll numbers in order of starting, and everybody an address of their own."""
    in_order = sorted(made, key=lambda person: (person.started, person.name))
    addresses = _addresses(in_order)
    return [
        replace(person, employee_ref=f"TV{number:05}", email=next(addresses))
        for number, person in enumerate(in_order, start=1001)
    ]


def _managed(made: list[Person], began: date) -> list[Person]:
    """Give each a manager who was there all the time: of their town, or else of their service."""
    managers: dict[tuple[str, ...], str] = {}
    for person in made:
        if _manages(person) and person.left is None and person.started <= began:
            managers.setdefault((person.service, person.town), person.employee_ref)
            managers.setdefault((person.service,), person.employee_ref)

    def manager_of(person: Person) -> str:
        if _manages(person):
            return ""
        of_the_service = managers.get((person.service,), "")
        return managers.get((person.service, person.town), of_the_service)

    return [replace(person, manager_ref=manager_of(person)) for person in made]


def _manages(person: Person) -> bool:
    return person.post.endswith("manager")


def _addresses(made: list[Person]) -> Iterator[str]:
    seen: dict[str, int] = {}
    for person in made:
        family = person.family.removeprefix("Kaur ").removeprefix("Singh ")
        local = f"{_plain(person.first)}.{_plain(family)}"
        seen[local] = seen.get(local, 0) + 1
        suffix = str(seen[local]) if seen[local] > 1 else ""
        yield f"{local}{suffix}@{ADDRESSES}"


def _plain(name: str) -> str:
    """Return a name as it stands in an e-mail address: Łukasz becomes lukasz."""
    decomposed = unicodedata.normalize("NFKD", name.lower().replace("ł", "l"))
    return "".join(letter for letter in decomposed if letter.isascii() and letter.isalpha())
