"""What the members of Tame Valley Care put to one another, said about it, and decided."""

from dataclasses import dataclass

from governance.motions.categories import Category


@dataclass(frozen=True)
class Said:
    """A comment: by whom (see cast.VOICES), how many days after the proposal, and the words.

    `to` is the place of the comment it replies to. `at_first` is what it said for some minutes, and
    `removed` why the secretary removed it.
    """

    by: str
    days: int
    words: str
    side: str = "neither"
    to: int | None = None
    at_first: str = ""
    removed: str = ""


@dataclass(frozen=True)
class Vote:
    """A ballot: when, of what kind, and how many of every thousand entitled voted which way.

    `opens` is in days after the proposal. A ballot in progress has `closes_in`, days from
    the present, and its figures are what is cast by now. One with neither opens next week.
    """

    question: str
    if_carried: str
    kind: str
    secrecy: str
    open_days: int
    opens: int | None = None
    closes_in: int | None = None
    votes_for: int = 0
    votes_against: int = 0
    abstained: int = 0
    quorum: tuple[int, int] = (1, 4)


@dataclass(frozen=True)
class Spends:
    """What a motion authorises if it is carried: how much, what for, for how many days."""

    pence: int
    purpose: str
    days: int


@dataclass(frozen=True)
class Story:
    """A motion and what became of it. `days_ago` is when it was proposed."""

    title: str
    text: str
    reason: str
    cost: str
    mover: str
    category: str
    days_ago: int
    said: tuple[Said, ...] = ()
    vote: Vote | None = None
    seconders: tuple[str, ...] | None = None  # None: as many as are needed, drawn by lot
    withdrawn_after: int | None = None
    spends: Spends | None = None


TRAVEL = Story(
    title="Pay home care travel time from the first call to the last",
    text=(
        "We pay home care workers for the time they travel between calls, from the door of the"
        " first call of the day to the door of the last.\n\n"
        "1. Travel is paid at the same hourly rate as care.\n"
        "2. The planner's figure is used, with ten minutes added at school times.\n"
        "3. It starts with the first full month after this is carried."
    ),
    reason=(
        "On a Tipton round you can be out for nine hours and be paid for six and a half. We lose"
        " good people to the supermarket over it. The law asks that the average stays above the"
        " minimum wage; as owners we can ask for more than that of ourselves."
    ),
    cost="About £118,000 a year, from the budget for agency cover, which was £164,000 last year.",
    mover="tendai",
    category=Category.CONDITIONS,
    days_ago=512,
    said=(
        Said(
            "shazia",
            1,
            "Thank you for putting this. I do eleven calls on a Sunday and the gaps are never the"
            " gaps on the rota.",
            side="for",
        ),
        Said(
            "jade",
            3,
            "From the planning side: we can give the figures straight from the rota, so nobody"
            " would have to fill in a form.",
        ),
        Said(
            "julie",
            6,
            "The board has looked at this. If agency cover falls as we think it will, it pays for"
            " itself in the second year. If it does not, we will come back and say so.",
            side="for",
        ),
    ),
    vote=Vote(
        "Should we pay home care travel time from the first call to the last?",
        "Travel time is paid from the first full month after the result.",
        "ordinary",
        "open",
        opens=21,
        open_days=10,
        votes_for=571,
        votes_against=64,
        abstained=31,
    ),
)

FRIDAYS = Story(
    title="Close the Central office at 3pm on Fridays",
    text=(
        "The Central office in Oldbury closes to callers at 3pm on Fridays. The hours are made up"
        " by opening at 8am on Mondays. The on-call line stays as it is."
    ),
    reason="Hardly anybody calls after three, and Monday at eight is when everybody wants payroll.",
    cost="Nothing.",
    mover="jade",
    category=Category.SERVICE,
    days_ago=441,
    said=(
        Said(
            "manjit",
            2,
            "Friday at four is exactly when a weekend shift falls through. Whom do I ring then?",
            side="against",
        ),
        Said("jade", 2, "The on-call line, the same as at five past five now.", to=0),
        Said(
            "gary",
            4,
            "Nights get in touch on Fridays because it is the only daylight we see. I would keep it"
            " open, sorry.",
            side="against",
        ),
    ),
    vote=Vote(
        "Should the Central office close at 3pm on Fridays?",
        "The office closes at 3pm on Fridays and opens at 8am on Mondays.",
        "ordinary",
        "secret_simple",
        opens=18,
        open_days=8,
        votes_for=171,
        votes_against=328,
        abstained=57,
    ),
)

NAME = Story(
    title="Change our name to Tame Valley Together",
    text=(
        "The society's registered name becomes *Tame Valley Together Limited*, and the rules are"
        " changed to say so."
    ),
    reason=(
        "People hear *care* and think of the home at the end of the road. We do meals, respite,"
        " and getting people back on their feet. A name should say who we are to each other."
    ),
    cost="About £23,000: vans, uniforms, signs and the registration fee.",
    mover="siobhan",
    category=Category.RULES,
    days_ago=352,
    said=(
        Said(
            "bridget",
            1,
            "I like it. I would like the vans cleaned first, but I like it.",
            side="for",
        ),
        Said(
            "maureen",
            2,
            "£23,000 is a lot of days out. Families know the name we have and they trust it.",
            side="against",
        ),
        Said(
            "marcia",
            5,
            "A change of the rules is a special resolution: of every hundred votes, seventy-five"
            " must be for it.",
        ),
        Said("nerys", 7, "Whatever we call it, could we keep the bridge on the badge?"),
    ),
    vote=Vote(
        "Should we change our name to Tame Valley Together Limited?",
        "The rules are changed and the new name is sent to be registered.",
        "special",
        "secret_simple",
        opens=24,
        open_days=14,
        votes_for=409,
        votes_against=205,
        abstained=39,
        quorum=(1, 3),
    ),
)

MINIBUSES = Story(
    title="Buy two minibuses with tail lifts for Dudley Road",
    text=(
        "The Dudley Road day service buys two 16-seat minibuses with tail lifts and four wheelchair"
        " places each, to replace the three that are hired."
    ),
    reason=(
        "The hired ones let us down eleven times last winter. When the lift fails, people sit in"
        " the cold or stay at home. We would own these and look after them ourselves."
    ),
    cost="£96,000 from reserves, against £31,000 a year for hire: three years and a little.",
    mover="winston",
    category=Category.SERVICE,
    days_ago=266,
    spends=Spends(96_000_00, "Two minibuses with tail lifts for Dudley Road", days=420),
    said=(
        Said(
            "maureen", 1, "Eleven times, and twice with Mr Round on the ramp. Please.", side="for"
        ),
        Said(
            "debbie",
            3,
            "I have asked three garages. The price has tail lifts, seat tracking and the livery.",
        ),
        Said("delroy", 4, "Could meals borrow one on Sundays, when they stand still?"),
        Said("winston", 4, "I do not see why not. Bring it back with diesel in.", to=2),
    ),
    vote=Vote(
        "Should we buy two minibuses with tail lifts for the Dudley Road day service?",
        "The board places the order; the hire ends when they arrive.",
        "ordinary",
        "open",
        opens=16,
        open_days=9,
        votes_for=498,
        votes_against=73,
        abstained=52,
    ),
)

EVENINGS = Story(
    title="Hold board meetings in the evening",
    text="The board meets at 6.30pm instead of 2pm, in a different town each time.",
    reason="Members may sit in on board meetings, but at two in the afternoon we are all on shift.",
    cost="About £900 a year for rooms.",
    mover="rahima",
    category=Category.RULES,
    days_ago=203,
    said=(
        Said(
            "declan",
            2,
            "Fair point. I swap a shift for every meeting, and I am on the board.",
            side="for",
        ),
        Said("ewa", 3, "Evenings are when nights go to work. Could it be some of each?"),
    ),
    vote=Vote(
        "Should the board meet at 6.30pm, in a different town each time?",
        "The next board meeting is at 6.30pm in Rowley Regis.",
        "ordinary",
        "secret_simple",
        opens=20,
        open_days=7,
        votes_for=121,
        votes_against=52,
        abstained=12,
    ),
)

BIRTHDAY = Story(
    title="Give every member their birthday off",
    text=(
        "Every member has one day of paid leave more, to be taken on their birthday or within the"
        " fortnight around it."
    ),
    reason="A small thing that everybody would notice, every year, for as long as they are here.",
    cost="About £61,000 a year in cover.",
    mover="blessing",
    category=Category.CONDITIONS,
    days_ago=158,
    said=(
        Said("gary", 1, "Mine is Boxing Day. I am for it with both hands.", side="for"),
        Said(
            "harvinder",
            2,
            "I want to say yes. But I do the rotas, and £61,000 of cover is people I have not got.",
            side="against",
        ),
        Said(
            "kulwinder",
            4,
            "Could it come out of the surplus one year, so that we see what it does, before we bind"
            " ourselves for ever?",
        ),
        Said(
            "blessing", 5, "That is a good thought. If this is lost I will put it that way.", to=2
        ),
    ),
    vote=Vote(
        "Should every member have their birthday off, paid?",
        "The leave year that begins in April has one day more.",
        "ordinary",
        "secret_simple",
        opens=19,
        open_days=8,
        votes_for=322,
        votes_against=331,
        abstained=41,
    ),
)

HARDSHIP = Story(
    title="Set up a hardship fund for members",
    text=(
        "1. The society sets aside £20,000 a year for members in sudden need.\n"
        "2. Three members who are not on the board decide, within two working days, and no manager"
        " is told who asked.\n"
        "3. What is given is a gift up to £400, or a loan up to £1,000 without interest."
    ),
    reason=(
        "A boiler or a funeral should not send one of us to a lender at forty per cent. Most of us"
        " are one bad month away from it, and we are the last people to ask."
    ),
    cost="£20,000 a year from the surplus, before it is shared out.",
    mover="nasima",
    category=Category.SURPLUS,
    days_ago=88,
    spends=Spends(20_000_00, "The hardship fund, for a year", days=420),
    said=(
        Said(
            "shazia",
            1,
            "It matters most that no manager knows. I would never ask mine, and she is kind.",
            side="for",
        ),
        Said("hansa", 3, "How would the three be chosen, and who checks them?"),
        Said(
            "nasima",
            3,
            "By lot from those who put their names in, for a year; the auditor sees the figures"
            " without the names.",
            to=1,
        ),
        Said(
            "agnieszka",
            6,
            "We lost a good night worker to a payday loan. I am for this.",
            side="for",
        ),
    ),
    vote=Vote(
        "Should we set up a hardship fund for members, of £20,000 a year?",
        "The fund opens on the first of the month after next; the call for the three goes out.",
        "ordinary",
        "secret_simple",
        opens=17,
        open_days=9,
        votes_for=562,
        votes_against=109,
        abstained=42,
    ),
)

ROTA_APP = Story(
    title="Put every rota on the phone and stop printing them",
    text="All rotas are published on the phone by noon on Thursday, and paper rotas end.",
    reason="We print nine thousand sheets a month, and the paper is wrong by the time it is up.",
    cost="£7,200 a year for the licence; about £3,000 less on printing.",
    mover="harvinder",
    category=Category.CONDITIONS,
    days_ago=61,
    said=(
        Said(
            "delroy",
            1,
            "Half the meals drivers have the sort of phone that rings. What do we do?",
            side="against",
        ),
        Said(
            "rahima",
            2,
            "Please keep one sheet on the wall at the schemes. It is how families know who is on.",
            side="against",
        ),
        Said(
            "harvinder",
            4,
            "You are both right. I am taking this back, and will talk to the schemes and to meals"
            " before I put something better.",
            to=1,
        ),
    ),
    seconders=("manjit", "jade", "debbie"),
    withdrawn_after=5,
)

RESPITE = Story(
    title="Open a respite house in Tipton",
    text=(
        "We take the lease of the old vicarage in Horseley Heath and open it as a respite house"
        " with five beds.\n\n"
        "* Stays of two to fourteen nights for adults with learning disabilities, so that whoever"
        " cares for them at home can rest.\n"
        "* Eleven posts, offered first to members.\n"
        "* The board reports to the members after six months and after a year.\n\n"
        "Because the lease is longer than ten years and the rules limit what the board may take"
        " on, this is a special resolution."
    ),
    reason=(
        "Smethwick has a waiting list of forty-three families, and nineteen of them live in Tipton"
        " or Great Bridge. Some have not had a night off since the spring before last. The council"
        " would buy three of the five beds for two years."
    ),
    cost=(
        "£148,000 to make it ready, from reserves. The first year loses £38,000; from the second it"
        " should pay for itself at four beds in five."
    ),
    mover="agnieszka",
    category=Category.SERVICE,
    days_ago=47,
    spends=Spends(148_000_00, "Making the old vicarage ready as a respite house", days=550),
    said=(
        Said(
            "siobhan",
            1,
            "I do the waiting list. I know every one of those families by name. It is time.",
            side="for",
        ),
        Said(
            "hansa",
            2,
            "Could we see the figures if the council buys two beds and not three?",
        ),
        Said(
            "julie",
            4,
            "With two beds sold the first year loses £71,000, and it takes until the fourth to"
            " break even. Reserves would still be above four months. The sheet is with the papers.",
            to=1,
        ),
        Said("gary", 6, "Will there be waking nights? Sleep-ins in a new house worry me."),
        Said("agnieszka", 6, "Waking nights from the first day. It is in the costing.", to=3),
        Said(
            "sharon",
            9,
            "Two of the ladies on my round have sons on that list. They asked me what we would do."
            " I said: we vote on it.",
            side="for",
            at_first="Two of the ladies on my round have sons on that list. I said: we vote on it.",
        ),
        Said(
            "delroy",
            10,
            "The lady with the blue door on my Sunday round has not slept for a week, with her boy"
            " on that list.",
            side="for",
            removed="Neighbours would know which family this is.",
        ),
        Said(
            "kulwinder",
            13,
            "I went to see the vicarage. The ground floor is nearly level, and the bathroom is not."
            " But it could be a lovely place.",
            side="for",
        ),
    ),
    vote=Vote(
        "Should we open a respite house in Tipton?",
        "The board signs the lease of the old vicarage, and the eleven posts are advertised to"
        " members first. It reports to us after six months and after a year.",
        "special",
        "secret_simple",
        closes_in=4,
        open_days=10,
        votes_for=318,  # of every thousand entitled, by now: 212 of 483 in all
        votes_against=93,
        abstained=32,
        quorum=(1, 3),
    ),
)

PLANNED = Story(
    title="Try a nine-day fortnight in Reablement",
    text=(
        "Reablement works the same hours in nine days of every fortnight, for six months, beginning"
        " with those who want to. Visits are covered on all seven days as now."
    ),
    reason=(
        "Sickness in the team is nine days a person. Those who have tried it elsewhere say the day"
        " matters more than the hours."
    ),
    cost="Nothing in wages; about £4,000 for planning and for somebody to measure it honestly.",
    mover="gurpreet",
    category=Category.CONDITIONS,
    days_ago=30,
    said=(
        Said("kulwinder", 1, "Longer days are hard on knees. I would join if I could go back."),
        Said("gurpreet", 2, "You could, at any month's end. I have put that in the notes.", to=0),
        Said(
            "manjit",
            5,
            "If it works, home care will want it too. That is not a complaint.",
            side="for",
        ),
    ),
    vote=Vote(
        "Should Reablement try a nine-day fortnight for six months?",
        "Those in Reablement who want to begin on the first Monday of the quarter after this one;"
        " what comes of it is measured and published.",
        "ordinary",
        "secret_simple",
        open_days=10,
    ),
)

SHIFT_SWAPS = Story(
    title="Let members swap shifts between services",
    text=(
        "A member who is trained for it may swap a shift with a member of another service, if both"
        " managers have had a day to object."
    ),
    reason="Home care is short on Sundays and the day service on Wednesdays. We could help.",
    cost="Some of the planners' time. The induction in the other service is two paid hours each.",
    mover="blessing",
    category=Category.CONDITIONS,
    days_ago=15,
    said=(
        Said(
            "carys",
            1,
            "For supported living: only with people the tenants have met, please.",
            side="for",
        ),
        Said("blessing", 1, "Yes. That is what the two hours are for.", to=0),
        Said("debbie", 4, "Happy with this. Wednesdays are bad.", side="for"),
    ),
)

MAKATON = Story(
    title="Train somebody in every team to sign Makaton",
    text=(
        "Within a year every team has at least one person who has done the Makaton foundation"
        " workshop, in paid time."
    ),
    reason=(
        "A man I support was in hospital for two days before anybody understood that he was in"
        " pain. He had been telling them the whole time."
    ),
    cost="About £6,500 for workshops, and 60 shifts of cover.",
    mover="nerys",
    category=Category.SERVICE,
    days_ago=9,
    said=(
        Said(
            "maureen",
            1,
            "Dudley Road would gladly teach the first few signs to anyone who asks.",
            side="for",
        ),
        Said("blessing", 3, "That is a hard thing to read. Yes."),
    ),
    seconders=("sharon", "maureen"),
)

BICYCLES = Story(
    title="Pay mileage to those who go by bicycle",
    text="Members who cycle between calls are paid 20p a mile, as the tax office allows.",
    reason="Three of us in Smethwick do, and get nothing. It is quicker than the Hagley Road.",
    cost="A few hundred pounds a year.",
    mover="shazia",
    category=Category.CONDITIONS,
    days_ago=4,
    said=(Said("delroy", 1, "In this weather? You have earned it."),),
    seconders=("delroy",),
)

KETTLE = Story(
    title="Put a kettle, a chair and a charger at every call base",
    text=(
        "Each of the six home care bases has somewhere to sit, a kettle, a working socket and a"
        " toilet that is not locked after five."
    ),
    reason=(
        "Between the lunch calls and the tea calls we sit in our cars. In winter that is a cold"
        " place to eat."
    ),
    cost="£2,400 once.",
    mover="tendai",
    category=Category.CONDITIONS,
    days_ago=1,
    spends=Spends(2_400_00, "Kettles, chairs and chargers at six call bases", days=365),
    seconders=(),
)

STORIES = (
    TRAVEL,
    FRIDAYS,
    NAME,
    MINIBUSES,
    EVENINGS,
    BIRTHDAY,
    HARDSHIP,
    ROTA_APP,
    RESPITE,
    PLANNED,
    SHIFT_SWAPS,
    MAKATON,
    BICYCLES,
    KETTLE,
)
