"""MyCSP: who owned how much on any day, as is known now and as was known before.

1 May 2012: employees' trust 25, government 35, partner 40. October 2014: 25, 24, 51. In 2018 the
government sold what it had: 25 and 75. Votes follow shares.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from governance.demonstration.joint_venture import Venture
from governance.ledger import service
from governance.ledger.models import ReservedMatter
from governance.ledger.queries.balances import AsAt
from governance.ledger.queries.holdings import terms_of
from governance.ledger.queries.ownership import changes, ownership
from governance.reckoning.consents import Answer, Consent
from governance.record import queries as record
from governance.record.verify import faults_of, verified_chain
from tests.factories.joint_venture import (
    FOUNDED_ON,
    GOVERNMENT_SOLD_ON,
    PARTNER_GREW_ON,
    government_sells,
    make_mycsp,
    partner_grows,
)
from tests.factories.ledger import FINANCE, TODAY
from tests.machinery.clock import NOON

DAY = timedelta(days=1)
FIRST = {"partner": 40, "government": 35, "trust": 25}
SECOND = {"partner": 51, "trust": 25, "government": 24}
THIRD = {"partner": 75, "trust": 25}


@pytest.fixture
def mycsp() -> Venture:
    """The joint venture with its whole history."""
    venture = make_mycsp()
    partner_grows(venture)
    government_sells(venture)
    return venture


def shares(venture: Venture, on: date, known: int | None = None) -> dict[str, int]:
    found = ownership(venture.book.id, AsAt(on, known))
    return {owner.kind: owner.total for owner in found.kinds}


@pytest.mark.parametrize(
    ("on", "owned"),
    [
        (FOUNDED_ON - DAY, {}),
        (FOUNDED_ON, FIRST),
        (PARTNER_GREW_ON - DAY, FIRST),
        (PARTNER_GREW_ON, SECOND),
        (GOVERNMENT_SOLD_ON - DAY, SECOND),
        (GOVERNMENT_SOLD_ON, THIRD),
        (TODAY, THIRD),
    ],
)
def test_who_owned_how_much_on_any_day(mycsp: Venture, on: date, owned: dict[str, int]) -> None:
    assert shares(mycsp, on) == owned


def test_a_sale_recorded_late_changes_the_past_but_not_what_was_known_of_it() -> None:
    venture = make_mycsp()
    head = record.head()
    assert head is not None
    partner_grows(venture)

    assert shares(venture, PARTNER_GREW_ON) == SECOND
    assert shares(venture, PARTNER_GREW_ON, known=head.seq) == FIRST
    assert shares(venture, TODAY, known=head.seq) == FIRST


def test_a_sale_is_one_transaction_with_its_capital(mycsp: Venture) -> None:
    days = changes(mycsp.book.id, AsAt(TODAY))

    assert days == [
        (FOUNDED_ON, FIRST),
        (PARTNER_GREW_ON, SECOND),
        (GOVERNMENT_SOLD_ON, THIRD),
    ]


def test_percentages_add_up_and_votes_follow_shares(mycsp: Venture) -> None:
    found = ownership(mycsp.book.id, AsAt(PARTNER_GREW_ON))

    assert [(owner.kind, owner.percentage, owner.votes) for owner in found.kinds] == [
        ("partner", "51.0", 51),
        ("trust", "25.0", 25),
        ("government", "24.0", 24),
    ]
    assert found.votes == found.total == 100


def test_a_class_that_votes_twice_a_share_weighs_double(mycsp: Venture) -> None:
    trust = mycsp.classes["trust"]
    terms = replace(terms_of(trust.id, TODAY), votes_each=2)
    service.set_terms(trust, terms, valid_from=GOVERNMENT_SOLD_ON + DAY, actor=FINANCE, now=NOON)

    before = ownership(mycsp.book.id, AsAt(GOVERNMENT_SOLD_ON))
    after = ownership(mycsp.book.id, AsAt(TODAY))

    assert [(owner.kind, owner.votes) for owner in before.kinds] == [("partner", 75), ("trust", 25)]
    assert [(owner.kind, owner.votes) for owner in after.kinds] == [("partner", 75), ("trust", 50)]
    assert [owner.votes_percentage for owner in after.kinds] == ["60.0", "40.0"]


def test_nobody_but_the_partner_may_have_the_partners_class(mycsp: Venture) -> None:
    trust = mycsp.plan.parts["trust"].party_id

    with pytest.raises(service.MayNotHold, match="it is for partner"):
        service.issue(mycsp.classes["partner"], 1, to=trust, on=TODAY, actor=FINANCE, now=NOON)


def test_each_class_consents_to_a_reserved_matter_by_the_holdings_of_the_day() -> None:
    venture = make_mycsp()
    partner_grows(venture)
    asked = service.ask_consent(
        venture.book,
        "Move the head office",
        text="From Liverpool to Leeds.",
        classes=list(venture.classes.values()),
        asked_on=PARTNER_GREW_ON,
        actor=FINANCE,
        now=NOON,
    )
    government_sells(venture)  # later: it does not count
    for name, answer in (("trust", Answer.FOR), ("government", Answer.AGAINST)):
        answered(venture, asked, name, answer)
    answered(venture, asked, "partner", Answer.FOR)

    outcome = service.decide_matter(asked, actor=FINANCE, now=NOON)

    assert not outcome.is_given
    assert [each.consent for each in outcome.classes] == [
        Consent.GIVEN,
        Consent.WITHHELD,
        Consent.GIVEN,
    ]
    assert "Government shares: 0 for, 24 against" in str(outcome.arithmetic)


def test_after_the_government_has_sold_its_consent_is_not_needed(mycsp: Venture) -> None:
    asked = service.ask_consent(
        mycsp.book,
        "Sell a contract",
        text="",
        classes=list(mycsp.classes.values()),
        asked_on=TODAY,
        actor=FINANCE,
        now=NOON,
    )
    answered(mycsp, asked, "trust", Answer.FOR, on=TODAY)
    answered(mycsp, asked, "partner", Answer.FOR, on=TODAY)

    outcome = service.decide_matter(asked, actor=FINANCE, now=NOON)

    assert outcome.is_given
    assert outcome.classes[1].consent == Consent.LAPSED


def test_it_all_stands_on_a_record_that_verifies(mycsp: Venture, app: Flask) -> None:
    report = verified_chain()

    assert report.holds
    faults = [
        fault
        for seal in app.extensions["folkmoot_seals"]
        for fault in faults_of(seal, up_to=report.links)
    ]
    assert faults == []


def answered(
    venture: Venture,
    asked: ReservedMatter,
    name: str,
    answer: Answer,
    *,
    on: date = PARTNER_GREW_ON,
) -> None:
    service.answer_consent(
        asked,
        venture.classes[name],
        answer,
        party_id=venture.plan.parts[name].party_id,
        signatory=f"A director of the {name}",
        on=on,
        actor=FINANCE,
        now=NOON,
    )
