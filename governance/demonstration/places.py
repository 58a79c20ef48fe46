"""What Tame Valley Care does and where: its services, towns and posts, and how many do what."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Post:
    """A job: its title, how many of every hundred in the service hold it, the hours it has."""

    title: str
    per_hundred: int
    weekly_hours: tuple[str, ...]


@dataclass(frozen=True)
class Service:
    """A team with a name of its own, in one town or several; `people` of every 483."""

    name: str
    towns: tuple[str, ...]
    people: int
    posts: tuple[Post, ...]


FULL = ("37",)
CARE_HOURS = ("37", "37", "30", "30", "30", "25", "24", "22.5", "20", "16")
SHORT_HOURS = ("20", "16", "16", "12.5", "10")

SERVICES = (
    Service(
        "Home care",
        ("Tipton", "Oldbury", "West Bromwich", "Smethwick", "Wednesbury", "Rowley Regis"),
        137,
        (
            Post("Home care worker", 78, CARE_HOURS),
            Post("Senior home care worker", 11, ("37", "30")),
            Post("Care co-ordinator", 6, ("37", "30")),
            Post("Apprentice care worker", 3, ("30",)),
            Post("Home care manager", 2, FULL),
        ),
    ),
    Service(
        "Supported living",
        ("Oldbury", "West Bromwich", "Cradley Heath", "Wednesbury"),
        101,
        (
            Post("Support worker", 72, CARE_HOURS),
            Post("Waking night support worker", 12, ("36", "30", "24")),
            Post("Senior support worker", 12, ("37", "30")),
            Post("Supported living manager", 4, FULL),
        ),
    ),
    Service(
        "Extra care housing",
        ("Rowley Regis", "Tipton", "Smethwick"),
        76,
        (
            Post("Care worker", 66, CARE_HOURS),
            Post("Night care worker", 12, ("36", "24")),
            Post("Senior care worker", 10, ("37", "30")),
            Post("Domestic assistant", 9, SHORT_HOURS),
            Post("Scheme manager", 3, FULL),
        ),
    ),
    Service(
        "Reablement",
        ("West Bromwich", "Oldbury"),
        58,
        (
            Post("Reablement worker", 70, CARE_HOURS),
            Post("Senior reablement worker", 12, ("37", "30")),
            Post("Occupational therapist", 8, ("37", "30", "22.5")),
            Post("Physiotherapy assistant", 6, ("37", "30")),
            Post("Reablement manager", 4, FULL),
        ),
    ),
    Service(
        "Dudley Road day service",
        ("Rowley Regis",),
        34,
        (
            Post("Day service officer", 66, ("37", "30", "25", "20")),
            Post("Driver and escort", 18, ("25", "20")),
            Post("Cook", 6, ("25",)),
            Post("Activities organiser", 6, ("30",)),
            Post("Day service manager", 4, FULL),
        ),
    ),
    Service(
        "Respite",
        ("Smethwick",),
        29,
        (
            Post("Respite support worker", 62, CARE_HOURS),
            Post("Waking night support worker", 18, ("36", "24")),
            Post("Senior support worker", 12, ("37", "30")),
            Post("Housekeeper", 5, SHORT_HOURS),
            Post("Respite manager", 3, FULL),
        ),
    ),
    Service(
        "Community meals",
        ("Tipton",),
        14,
        (
            Post("Meals driver", 65, SHORT_HOURS),
            Post("Cook", 20, ("30", "25")),
            Post("Kitchen assistant", 15, SHORT_HOURS),
        ),
    ),
    Service(
        "Shared lives",
        ("Wednesbury",),
        8,
        (
            Post("Shared lives worker", 80, ("37", "30", "22.5")),
            Post("Shared lives manager", 20, FULL),
        ),
    ),
    Service(
        "Central office",
        ("Oldbury",),
        26,
        (
            Post("Business support officer", 34, ("37", "30", "22.5")),
            Post("Payroll officer", 10, ("37", "25")),
            Post("HR adviser", 12, FULL),
            Post("Learning and development officer", 12, FULL),
            Post("Quality and safeguarding lead", 10, FULL),
            Post("Rota planner", 22, FULL),
        ),
    ),
)
