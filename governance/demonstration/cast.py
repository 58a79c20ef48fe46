"""Who has a part in the demonstration: its officers, and whom one may sign in as."""

from dataclasses import dataclass

from governance.infrastructure.actor import Role

# Printed by `demo serve`, for everyone in the table; long enough that zxcvbn finds it strong.
PASSWORD = "three-narrowboats-moored-at-Tipton"


@dataclass(frozen=True)
class Part:
    """A person the story needs by name: what they do, and the roles they were given, and why.

    `days_here`: since when they work here, where the story needs it so.
    """

    first: str
    family: str
    service: str
    town: str
    post: str
    roles: tuple[Role, ...] = ()
    reason: str = ""
    is_member: bool = True
    days_here: int | None = None

    @property
    def name(self) -> str:
        return f"{self.first} {self.family}"


SECRETARY = Part(
    "Marcia",
    "Beckford",
    "Central office",
    "Oldbury",
    "Company secretary",
    (Role.SECRETARY,),
    "Appointed secretary by the board",
)
CHAIR = Part(
    "Gurpreet",
    "Kaur Sandhu",
    "Reablement",
    "West Bromwich",
    "Senior reablement worker",
    (Role.BOARD, Role.CHAIR),
    "Elected to the board by the members, and chair by the board",
)
MEMBER = Part("Sharon", "Tonks", "Home care", "Tipton", "Home care worker")
FINANCE = Part(
    "Imran",
    "Hussain",
    "Central office",
    "Oldbury",
    "Finance officer",
    (Role.FINANCE,),
    "Keeps the accounts; not yet a member, in his first six months",
    is_member=False,
)
MANAGER = Part(
    "Debbie",
    "Whitehouse",
    "Dudley Road day service",
    "Rowley Regis",
    "Day service manager",
    (Role.MANAGER,),
    "Manages the Dudley Road day service",
)
SCRUTINEER = Part(
    "Hansa",
    "Patel",
    "Central office",
    "Oldbury",
    "Quality and safeguarding lead",
    (Role.SCRUTINEER,),
    "Named scrutineer by the members at the general meeting",
)
ADMINISTRATOR = Part(
    "Łukasz",
    "Kowalczyk",
    "Central office",
    "Oldbury",
    "IT officer",
    (Role.ADMINISTRATOR,),
    "Looks after the computers, and nothing else here",
)
AUDITOR = Part(
    "Verna",
    "Lawrence",
    "Central office",
    "Oldbury",
    "Internal auditor",
    (Role.AUDITOR,),
    "Appointed by the audit committee, to which alone she reports",
)

_ELECTED = "Elected to the board by the members"

BOARD = (
    Part(
        "Declan",
        "Brennan",
        "Supported living",
        "Oldbury",
        "Support worker",
        (Role.BOARD,),
        _ELECTED,
    ),
    Part(
        "Nasima",
        "Begum",
        "Extra care housing",
        "Smethwick",
        "Care worker",
        (Role.BOARD,),
        _ELECTED,
    ),
    Part(
        "Winston",
        "Campbell",
        "Dudley Road day service",
        "Rowley Regis",
        "Driver and escort",
        (Role.BOARD,),
        _ELECTED,
    ),
    Part(
        "Agnieszka",
        "Nowak",
        "Respite",
        "Smethwick",
        "Senior support worker",
        (Role.BOARD,),
        _ELECTED,
    ),
    Part(
        "Julie",
        "Hadley",
        "Central office",
        "Oldbury",
        "Chief executive",
        (Role.BOARD, Role.MANAGER),
        "On the board by her office, as the rules say",
    ),
)

CHIEF_EXECUTIVE = BOARD[4]

OTHERS = (
    Part(
        "Manjit",
        "Kaur Gill",
        "Home care",
        "West Bromwich",
        "Home care manager",
        (Role.MANAGER,),
        "Manages home care in West Bromwich and Wednesbury",
    ),
    Part(
        "Carys",
        "Pritchard",
        "Supported living",
        "Cradley Heath",
        "Supported living manager",
        (Role.MANAGER,),
        "Manages supported living",
    ),
    Part(
        "Bridget",
        "Murphy",
        "Community meals",
        "Tipton",
        "Cook",
        (Role.SCRUTINEER,),
        "Named scrutineer by the members at the general meeting",
    ),
)

# Who speaks for motions and in their discussions, beside those above.
VOICES = {
    "tendai": Part("Tendai", "Moyo", "Home care", "Tipton", "Senior home care worker"),
    "shazia": Part("Shazia", "Akhtar", "Home care", "Smethwick", "Home care worker"),
    "gary": Part(
        "Gary", "Fellows", "Supported living", "Wednesbury", "Waking night support worker"
    ),
    "kulwinder": Part("Kulwinder", "Kaur Johal", "Reablement", "Oldbury", "Occupational therapist"),
    "siobhan": Part("Siobhán", "Doyle", "Respite", "Smethwick", "Respite support worker"),
    "rahima": Part("Rahima", "Khatun", "Extra care housing", "Tipton", "Care worker"),
    "delroy": Part("Delroy", "Samuels", "Community meals", "Tipton", "Meals driver"),
    "ewa": Part("Ewa", "Mazur", "Extra care housing", "Rowley Regis", "Night care worker"),
    "nerys": Part("Nerys", "Vaughan", "Shared lives", "Wednesbury", "Shared lives worker"),
    "blessing": Part("Blessing", "Okafor", "Supported living", "West Bromwich", "Support worker"),
    "maureen": Part(
        "Maureen", "Bytheway", "Dudley Road day service", "Rowley Regis", "Day service officer"
    ),
    "harvinder": Part("Harvinder", "Singh Bains", "Home care", "Oldbury", "Care co-ordinator"),
    "jade": Part("Jade", "Round", "Central office", "Oldbury", "Rota planner"),
    "sharon": MEMBER,
    "marcia": SECRETARY,
    "gurpreet": CHAIR,
    "debbie": MANAGER,
    "hansa": SCRUTINEER,
    "declan": BOARD[0],
    "nasima": BOARD[1],
    "winston": BOARD[2],
    "agnieszka": BOARD[3],
    "julie": BOARD[4],
    "manjit": OTHERS[0],
    "carys": OTHERS[1],
    "bridget": OTHERS[2],
}

# Who wants to join: two wait for the board, one for their payment.
APPLICANTS = (
    Part(
        "Chloe",
        "Hadlington",
        "Home care",
        "Wednesbury",
        "Home care worker",
        is_member=False,
        days_here=226,
    ),
    Part(
        "Kwame",
        "Boateng",
        "Supported living",
        "West Bromwich",
        "Support worker",
        is_member=False,
        days_here=214,
    ),
)
APPROVED = Part(
    "Amina",
    "Yusuf",
    "Extra care housing",
    "Smethwick",
    "Care worker",
    is_member=False,
    days_here=275,
)
# Gave membership up once, and came back.
REJOINER = Part("Kelly", "Darby", "Respite", "Smethwick", "Respite support worker")

# Shouted speakers down at a members' meeting; the board has yet to hear both sides.
SUSPENDED = Part("Craig", "Hingley", "Supported living", "Cradley Heath", "Support worker")

OFFICERS = (
    SECRETARY,
    CHAIR,
    *BOARD,
    FINANCE,
    MANAGER,
    SCRUTINEER,
    AUDITOR,
    ADMINISTRATOR,
    *OTHERS,
)

IN_CASES = (*APPLICANTS, APPROVED, REJOINER)
EVERYONE = tuple(dict.fromkeys((*OFFICERS, MEMBER, *VOICES.values(), *IN_CASES, SUSPENDED)))

# The table of `demo serve`: as whom one may look around, and what to look at.
SIGN_INS = (
    ("a member", MEMBER),
    ("the secretary", SECRETARY),
    ("the chair", CHAIR),
    ("a manager", MANAGER),
    ("the finance officer", FINANCE),
    ("a scrutineer", SCRUTINEER),
    ("the auditor", AUDITOR),
    ("the administrator", ADMINISTRATOR),
    ("who waits to join", APPLICANTS[0]),
    ("a suspended member", SUSPENDED),
)
