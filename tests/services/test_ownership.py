"""Ownership added up in the database is the same as holder by holder, votes of every rule alike."""

from governance.ledger import service
from governance.ledger.queries.balances import AsAt
from governance.ledger.queries.ownership import class_totals, ownership
from governance.ledger.terms import Holder, VoteRule
from tests.factories.ledger import FINANCE, FIRST_DAY, TODAY, issue, make_book, make_share_class
from tests.factories.members import make_member, make_stakeholders
from tests.machinery.clock import NOON

ANYBODY = (Holder.MEMBER, Holder.TRUST)


def test_kinds_are_the_sums_of_their_holders() -> None:
    ada, ben = make_member(), make_member("Ben Boole")
    trust = make_stakeholders(1, kind="trust")[0]
    make_book(kind="company")
    one_vote = make_share_class(code="A", may_hold=ANYBODY)
    also_one = make_share_class(code="B", may_hold=ANYBODY, transferable=True)
    double = make_share_class(
        code="C", may_hold=ANYBODY, vote_rule=VoteRule.PER_SHARE, votes_each=2
    )
    silent = make_share_class(code="D", may_hold=ANYBODY, vote_rule=VoteRule.NONE)
    issue(one_vote, 3, to=ada.party_id)
    issue(also_one, 4, to=ada.party_id)
    issue(also_one, 5, to=ben.party_id)
    issue(double, 7, to=ben.party_id)
    issue(double, 20, to=trust)
    issue(silent, 9, to=trust)
    service.transfer(
        also_one,
        5,
        from_=ben.party_id,
        to=ada.party_id,
        on=TODAY,
        actor=FINANCE,
        now=NOON,
    )

    for at in (AsAt(FIRST_DAY), AsAt(TODAY)):
        told = ownership(one_vote.book_id, at)
        for kind in told.kinds:
            own = [owner for owner in told.owners if owner.kind == kind.kind]
            assert kind.total == sum(owner.total for owner in own)
            assert kind.votes == sum(owner.votes for owner in own)
            assert kind.holders == len(own)
    assert {kind.kind: kind.votes for kind in told.kinds} == {"trust": 40, "person": 15}
    assert {kind.kind: kind.total for kind in told.kinds} == {"trust": 29, "person": 19}
    totals = class_totals(one_vote.book_id, AsAt(TODAY))
    assert [(each.units, each.holders, each.votes) for each in totals] == [
        (3, 1, 1),
        (9, 1, 1),
        (27, 2, 54),
        (9, 1, 0),
    ]


def test_a_member_of_two_classes_that_vote_by_member_has_one_vote() -> None:
    ada = make_member()
    a, b = make_share_class(code="A"), make_share_class(code="B")
    issue(a, 3, to=ada.party_id)
    issue(b, 3, to=ada.party_id)

    told = ownership(a.book_id, AsAt(TODAY))

    assert [kind.votes for kind in told.kinds] == [1]
    assert [owner.votes for owner in told.owners] == [1]


def test_holders_of_another_entity_own_nothing_of_this_one() -> None:
    ada, trust = make_member(), make_stakeholders(1, kind="trust")[0]
    issue(make_share_class(), 3, to=ada.party_id)
    company = make_book(kind="company", key="venture")
    made = make_share_class(company, code="T", may_hold=(Holder.TRUST,))
    issue(made, 10, to=trust)

    told = ownership(company.id, AsAt(TODAY))

    assert [(kind.kind, kind.holders) for kind in told.kinds] == [("trust", 1)]
    assert [each.holders for each in class_totals(company.id, AsAt(TODAY))] == [1]
