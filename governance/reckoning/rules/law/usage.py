"""What is usual in every legal form, or most, where its preset does not say it itself."""

from datetime import date

from governance.reckoning.rules.law.bound import Bound, Limit
from governance.reckoning.rules.legal_forms import COMPANIES, EVERY_FORM, SOCIETIES, LegalForm

ALWAYS = date.min
PRACTICE = "Practice of member organisations [J]"
MODEL = "Co-operatives UK, worker co-operative model articles, 2012"
OF_MANY_MEMBERS = EVERY_FORM - {LegalForm.JOINT_VENTURE}


def _usual(
    key: str,
    why: str,
    *,
    least: Limit = None,
    most: Limit = None,
    among: tuple[str | bool, ...] = (),
    forms: frozenset[LegalForm] = EVERY_FORM,
    source: str = PRACTICE,
) -> Bound:
    return Bound(key, forms, why, source, ALWAYS, least, most, among)


USAGE: tuple[Bound, ...] = (
    _usual(
        "membership.least_age",
        "Whoever works here at 16 has a say; younger members are rare.",
        least=16,
        most=18,
        source=f"{MODEL}: 16",
    ),
    _usual(
        "membership.least_service_months",
        "People who wait longer than a year to join seldom do.",
        most=12,
    ),
    _usual(
        "notice.general_days",
        "Of a meeting further away members are told too early, and forget it.",
        most=28,
    ),
    _usual(
        "notice.annual_days",
        "Of a meeting further away members are told too early, and forget it.",
        most=28,
    ),
    _usual(
        "notice.motions_days",
        "Members who must write a motion long before a meeting find it closed.",
        most=42,
    ),
    _usual(
        "meetings.place",
        "A notice of a meeting states its place; whether it can be online only is doubtful.",
        among=("hybrid", "in_person"),
        forms=COMPANIES,
        source="Companies Act 2006, section 311",
    ),
    _usual(
        "meetings.casting_vote",
        "A tie is lost nearly everywhere: change needs more for it than against it.",
        among=(False,),
        source=MODEL,
        forms=SOCIETIES,
    ),
    _usual(
        "meetings.written_days",
        "Four weeks are what law gives where the rules do not say.",
        least=14,
        most=28,
        source="Companies Act 2006, section 297",
    ),
    _usual(
        "quorum.meeting_percent",
        "If more are needed than come, meetings are adjourned and whoever comes again decides.",
        most=25,
        forms=OF_MANY_MEMBERS,
    ),
    _usual(
        "quorum.ballot_participation",
        "Whoever is against can bring a motion down by staying away; a quorum of approval is"
        " better.",
        most=25,
        source="Theory of quorums: the no-show paradox [J]",
    ),
    _usual(
        "majorities.ordinary",
        "Where ordinary business needs more than half, a few can stop the society.",
        among=("ordinary",),
        source="Companies Act 2006, section 282; practice [J]",
    ),
    _usual(
        "majorities.policies",
        "Policies are meant to be changed more easily than rules.",
        among=("ordinary", "two_thirds"),
    ),
    _usual(
        "majorities.rules",
        "By half, rules change with each meeting; by all votes, one member can stop any change.",
        among=("two_thirds", "special"),
        source="Companies Act 2006, section 283; model rules of societies [G]",
    ),
    _usual(
        "majorities.expulsion",
        "Nobody should lose their place by a slim majority.",
        among=("two_thirds", "special"),
        source=f"{MODEL}: 75%",
    ),
    _usual(
        "proxies.allowed",
        "Whoever works on the day of a meeting would have no vote there.",
        among=(True,),
        source=MODEL,
    ),
    _usual(
        "proxies.most_per_holder",
        "Somebody who votes for many decides a meeting alone.",
        most=10,
        source=f"{MODEL}: 5",
    ),
    _usual(
        "motions.seconders",
        "Somebody who knows few colleagues finds no more, so their idea is never decided.",
        least=1,
        most=5,
    ),
    _usual(
        "motions.discussion_days",
        "After a month of discussion few still take part.",
        most=28,
    ),
    _usual(
        "motions.resubmission_months",
        "A year is long enough not to ask the same again; who is there then may think otherwise.",
        most=12,
    ),
    _usual(
        "ballots.people",
        "Nobody should have to vote openly on a colleague.",
        among=("secret_simple", "either"),
        forms=OF_MANY_MEMBERS,
    ),
    _usual(
        "ballots.elections",
        "Elections of people are secret nearly everywhere.",
        among=("secret_simple",),
    ),
    _usual(
        "ballots.fewest_for_secrecy",
        "With fewer than five papers it can be guessed who voted how.",
        least=5,
        source="Design of secret ballots: small groups [J]",
    ),
    _usual(
        "ballots.usual_days",
        "In fewer than three days some shifts have no time to vote.",
        least=3,
        most=28,
    ),
    _usual(
        "elections.nominators",
        "Newer colleagues find no more, so only those who are known well stand.",
        most=5,
    ),
    _usual(
        "elections.most_terms",
        "Nine years are as long as boards are usually served on.",
        most=3,
        source="Co-operatives UK, corporate governance code: nine years [G]",
    ),
    _usual(
        "board.seats_least",
        "With fewer than three, a board with one away decides nothing.",
        least=3,
    ),
    _usual(
        "board.may_expel",
        "Members expel a member, who is heard first.",
        among=(False,),
        source=f"{MODEL}: by special resolution",
    ),
    _usual(
        "surplus.reserve_least_percent",
        "A society that keeps nothing has nothing in a bad year.",
        least=10,
        most=70,
        source="20% in Mondragon’s law; practice [J]",
    ),
    _usual(
        "surplus.quorum_percent",
        "Rounds in which more must vote to bind end as advice, and members stop coming.",
        most=40,
    ),
    _usual(
        "leave.mode",
        "At own rates the pot can run short; by donation alone nobody can buy rest.",
        among=("auction", "tariff"),
        source="Simulated clearings of markets of 50 to 5,000 staff [J]",
    ),
    _usual(
        "leave.cadence",
        "With fewer than about 2,000 staff, many a weekly auction finds no trade.",
        among=("monthly", "quarterly"),
        source="Simulated clearings of markets of 50 to 5,000 staff [J]",
    ),
    _usual(
        "leave.most_sold_minutes",
        "More than a week sold is rest that whoever is paid least goes without.",
        most=2_250,
    ),
    _usual(
        "leave.one_side_per_year",
        "Somebody on both sides trades for the price and not for the leave.",
        among=(True,),
    ),
    _usual(
        "leave.cool_off_days",
        "Three working days to think again protect whoever sells in need.",
        least=3,
    ),
    _usual(
        "leave.wage_basis",
        "That leave bought lowers the hours may be arguable; use it with written advice only.",
        among=("conservative",),
        source="HMRC NMWM09300 [J]",
    ),
    _usual(
        "leave.least_pool_members",
        "In a small pool it can be guessed who sells and who buys.",
        least=10,
    ),
)
