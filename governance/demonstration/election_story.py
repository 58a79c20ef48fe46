"""Two elections of Tame Valley Care: who stood for its board, what they said, and how it went."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Runner:
    """Somebody who stands: a voice of the cast, their statement, and how many like them best.

    `weight` is of every hundred or so; `proposer` is "" where they nominated themselves.
    """

    voice: str
    statement: str
    weight: int
    proposer: str = ""


@dataclass(frozen=True)
class Exchange:
    """A question of a member to all candidates, and the answers by voice."""

    asker: str
    question: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ElectionTold:
    """An election: what its notice says, who stands, what they are asked, how many take part."""

    title: str
    why: str
    seats: int
    filling: int
    runners: tuple[Runner, ...]
    exchanges: tuple[Exchange, ...]
    turnout_per_hundred: int
    retires: str = ""  # whose term ends


LAST = ElectionTold(
    title="Two directors, spring",
    why="The board meets every second Wednesday of the month, in work time. Two new seats were made"
    " when extra care housing joined us.",
    seats=8,
    filling=2,
    turnout_per_hundred=52,
    runners=(
        Runner(
            "harvinder",
            "I plan the runs for home care in Oldbury, so I know what happens when four people are"
            " off. I want the board to see the rota before it sees the budget.\n\nI have been a"
            " union rep for six years and I read the papers before the meeting.",
            34,
        ),
        Runner(
            "tendai",
            "Fourteen years in home care, seven of them as a senior. New starters leave in the"
            " first three months, and we know why: they are alone too soon. I would ask for"
            " shadow shifts that are paid.",
            27,
        ),
        Runner(
            "nerys",
            "Shared lives is small and easily forgotten. I would speak for the carers who open"
            " their own homes, and for everybody in a service of ten.",
            16,
            proposer="maureen",
        ),
        Runner(
            "gary",
            "I work waking nights. Decisions are made by day and land on us at night. One of us"
            " should be in the room.",
            14,
        ),
        Runner(
            "shazia",
            "I came here as an agency worker and stayed because it is ours. I want more of us to"
            " become members in their first year.",
            9,
            proposer="tendai",
        ),
    ),
    exchanges=(
        Exchange(
            "delroy",
            "Would you publish what the board spends on agency staff every quarter?",
            (
                ("harvinder", "Yes, by service. It is our money and our rota."),
                ("gary", "Yes. And the number of nights, not only the pounds."),
            ),
        ),
    ),
)

NOW = ElectionTold(
    title="Three directors",
    why="The members want more of us on the board, so that every large service has somebody"
    " there, and Winston retires by rotation. It is about ten hours a month, in work time; the"
    " society pays for the training.",
    seats=10,
    filling=3,
    retires="winston",
    turnout_per_hundred=29,
    runners=(
        Runner(
            "siobhan",
            "Respite is where families find out what we are. I have been there nine years and I am"
            " a carer myself, for my brother.\n\nOn the board I would ask one thing of every paper:"
            " what does it mean for somebody whose shift starts at ten at night?",
            24,
        ),
        Runner(
            "rahima",
            "I work in extra care housing in Tipton and I speak Bengali with a third of the people"
            " I look after. I want us to recruit where they live, and to pay for the language as"
            " the skill it is.",
            21,
        ),
        Runner(
            "delroy",
            "Meals drivers see two hundred people a day, and we are often the only ones who do. I"
            " would have us write down what we see and have somebody act on it.\n\nI did the"
            " society’s finance course in the autumn.",
            17,
            proposer="sharon",
        ),
        Runner(
            "blessing",
            "I brought the motion on swapping shifts across services, and it was better for every"
            " amendment it got. That is how I would work on the board: say what I think, and"
            " change my mind in public.",
            15,
        ),
        Runner(
            "maureen",
            "Thirty-one years in day services, through two councils and one mutual. I know what was"
            " tried before. I shall stand once, for one term, and I shall train whoever comes"
            " after me.",
            10,
            proposer="winston",
        ),
        Runner(
            "jade",
            "I plan the rotas at central office, and I would like the board to hear from the people"
            " who have to make the numbers fit. I am twenty-six; nobody on the board is under"
            " forty.",
            8,
        ),
        Runner(
            "ewa",
            "I work nights in Rowley Regis. I stand for permanent contracts for everybody on"
            " bank hours who wants one.",
            5,
            proposer="siobhan",
        ),
    ),
    exchanges=(
        Exchange(
            "gary",
            "Four of you work days. What would you do so that night staff can take part?",
            (
                (
                    "siobhan",
                    "Meet once a quarter at seven in the morning, when both shifts are in.",
                ),
                ("ewa", "Pay for the hours. Nobody comes to a meeting after a night for nothing."),
                ("jade", "I can put it in the rota. Nobody has asked me to yet."),
            ),
        ),
        Exchange(
            "shazia",
            "Should the respite house go ahead if the lottery says no?",
            (
                ("delroy", "Not from reserves. I would look at four beds instead of six."),
                ("rahima", "Yes, later: when there is a lease we can get out of."),
            ),
        ),
    ),
)
