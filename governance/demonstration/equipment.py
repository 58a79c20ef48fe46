"""Tame and Arrow Equipment: the joint venture beside the mutual, whose owners changed twice."""

from datetime import date, datetime, timedelta

from governance.demonstration import cast
from governance.demonstration.history import Deed, History
from governance.demonstration.joint_venture import Part, Plan, Venture, found_joint_venture, sell
from governance.demonstration.times import at, weekday_from
from governance.infrastructure.actor import Actor
from governance.ledger import service as ledger
from governance.ledger.models import ReservedMatter
from governance.ledger.terms import Holder
from governance.members import service as register
from governance.members.service import PartyKind
from governance.reckoning.consents import Answer

KEY = "equipment"
FOUNDED_ON, GOVERNMENT_SOLD_SOME, GOVERNMENT_SOLD_ALL = (
    date(2012, 5, 1), date(2014, 10, 1), date(2018, 3, 1),
)  # fmt: skip
ENTERED_AFTER_DAYS = 22
CONSENTED_DAYS_AGO, WAITS_SINCE_DAYS = 268, 9

OWNERS = (
    ("trust", PartyKind.TRUST, Holder.TRUST, "T", "Employees' trust shares", 25_000),
    ("government", PartyKind.GOVERNMENT, Holder.GOVERNMENT, "G", "Government shares", 35_000),
    ("partner", PartyKind.PARTNER, Holder.PARTNER, "P", "Partner shares", 40_000),
)
CONTACTS = {
    "trust": {
        "name": "Tame and Arrow Employees' Trust",
        "address": ["The Old Pay Office", "Brook Lane", "Oldbury"],
        "contact_person": "Nasima Begum, trustee",
    },
    "government": {
        "name": "Arrow Valley Combined Authority",
        "address": ["Arrow House", "Mill Street"],
        "contact_person": "Head of commercial property",
    },
    "partner": {
        "name": "Halden Mobility plc",
        "registered_number": "09999417",
        "address": ["Halden Park", "Lifton Way"],
        "contact_person": "Group company secretary",
    },
}
LOAN = (
    "Borrow £600,000 for a second store",
    "The company borrows up to £600,000 over ten years to build a second store for hoists and"
    " beds in Wednesbury, secured on the store.",
)
SALE = (
    "Sell the store in Oldbury",
    "The store in Oldbury is sold once the second one is open, for not less than £310,000.",
)


def plan(history: History) -> None:
    """Have the company entered with its owners of three times, and its owners asked twice."""
    company = Company(history)
    entered = weekday_from(history.began + timedelta(days=ENTERED_AFTER_DAYS))
    asked = weekday_from(history.today - timedelta(days=CONSENTED_DAYS_AGO))
    history.later(at(entered, 10), company.enter)
    history.later(at(asked, 10), company.ask(LOAN))
    for days, name, signatory in (
        (6, "trust", "Nasima Begum, trustee"),
        (13, "partner", "R. Halden, director"),
    ):
        answered = weekday_from(asked + timedelta(days=days))
        history.later(at(answered, 15), company.answer(name, signatory))
    history.later(at(weekday_from(asked + timedelta(days=15)), 11), company.decide)
    asked = history.today - timedelta(days=WAITS_SINCE_DAYS)
    history.later(at(asked, 10), company.ask(SALE))
    answered = asked + timedelta(days=5)
    history.later(at(answered, 16), company.answer("trust", "Nasima Begum, trustee"))


class Company:
    """The joint venture from its entry on: what its owners are asked, and say."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.venture: Venture | None = None
        self.asked: ReservedMatter | None = None

    def enter(self, now: datetime) -> None:
        """Enter the company as it was founded, then its sales of shares on their days."""
        secretary = self.history.actor(cast.SECRETARY, now)
        parts = {}
        for name, kind, holder, code, class_name, shares in OWNERS:
            party_id = register.add_stakeholder(
                kind, CONTACTS[name], known_from=FOUNDED_ON, actor=secretary, now=now
            )
            parts[name] = Part(party_id, holder, code, class_name, shares)
        founding = Plan(
            key=KEY,
            name="Tame and Arrow Equipment",
            legal_name="Tame and Arrow Equipment Limited",
            registered_number="09999312",
            founded_on=FOUNDED_ON,
            parts=parts,
        )
        self.venture = found_joint_venture(founding, actor=secretary, now=now)
        self._sell(11_000, GOVERNMENT_SOLD_SOME, secretary, now)
        self._sell(24_000, GOVERNMENT_SOLD_ALL, secretary, now)

    def ask(self, matter: tuple[str, str]) -> Deed:
        """Ask every class; nobody holds the government's any more."""

        def deed(now: datetime) -> None:
            assert self.venture is not None
            title, text = matter
            self.asked = ledger.ask_consent(
                self.venture.book,
                title,
                text=text,
                classes=list(self.venture.classes.values()),
                asked_on=now.date(),
                actor=self.history.actor(cast.SECRETARY, now),
                now=now,
            )

        return deed

    def answer(self, name: str, signatory: str) -> Deed:
        def deed(now: datetime) -> None:
            assert self.venture is not None
            assert self.asked is not None
            ledger.answer_consent(
                self.asked,
                self.venture.classes[name],
                Answer.FOR,
                party_id=self.venture.plan.parts[name].party_id,
                signatory=signatory,
                on=now.date(),
                actor=self.history.actor(cast.SECRETARY, now),
                now=now,
            )

        return deed

    def decide(self, now: datetime) -> None:
        assert self.asked is not None
        ledger.decide_matter(self.asked, actor=self.history.actor(cast.SECRETARY, now), now=now)

    def _sell(self, units: int, on: date, actor: Actor, now: datetime) -> None:
        assert self.venture is not None
        memo = "The government's sale to the partner"
        sell(
            self.venture, units, from_="government", to="partner", on=on, memo=memo,
            actor=actor, now=now,
        )  # fmt: skip
