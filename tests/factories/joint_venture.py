"""MyCSP's owners through time: a joint venture of an employees' trust, government and a partner.

The days of October 2014 and of 2018 are not known from what was published; the first day of a
month is taken for both.
"""

from datetime import date, datetime

from governance.demonstration.joint_venture import Part, Plan, Venture, found_joint_venture, sell
from governance.ledger.service import Posted
from governance.ledger.terms import Holder
from governance.members.service import PartyKind, add_stakeholder
from tests.factories.ledger import FINANCE
from tests.machinery.clock import NOON

FOUNDED_ON = date(2012, 5, 1)
PARTNER_GREW_ON = date(2014, 10, 1)
GOVERNMENT_SOLD_ON = date(2018, 7, 1)
OWNERS = (
    ("trust", Holder.TRUST, "E", "Employees’ shares", 25),
    ("government", Holder.GOVERNMENT, "G", "Government shares", 35),
    ("partner", Holder.PARTNER, "P", "Partner shares", 40),
)
NAMES = {
    "trust": "MyCSP Employees’ Trust",
    "government": "Cabinet Office",
    "partner": "Equiniti Group",
}


def make_owner(kind: Holder, name: str, *, now: datetime = NOON) -> int:
    """Enter an organisation that is to own shares; return its party."""
    return add_stakeholder(
        PartyKind(str(kind)), {"name": name}, known_from=FOUNDED_ON, actor=FINANCE, now=now
    )


def make_mycsp(*, now: datetime = NOON) -> Venture:
    """Found it on 1 May 2012 with 25, 35 and 40 shares."""
    parts = {
        name: Part(make_owner(kind, NAMES[name], now=now), kind, code, called, shares)
        for name, kind, code, called, shares in OWNERS
    }
    plan = Plan(
        key="MyCSP",
        name="MyCSP",
        legal_name="MyCSP Limited",
        registered_number="07640786",
        founded_on=FOUNDED_ON,
        parts=parts,
    )
    return found_joint_venture(plan, actor=FINANCE, now=now)


def partner_grows(venture: Venture, *, now: datetime = NOON) -> Posted:
    """Have the government sell 11 shares to the partner in October 2014."""
    return sell(
        venture, 11, from_="government", to="partner", on=PARTNER_GREW_ON, actor=FINANCE, now=now
    )


def government_sells(venture: Venture, *, now: datetime = NOON) -> Posted:
    """Have the government sell its last 24 shares to the partner in 2018."""
    return sell(
        venture,
        24,
        from_="government",
        to="partner",
        on=GOVERNMENT_SOLD_ON,
        actor=FINANCE,
        now=now,
    )
