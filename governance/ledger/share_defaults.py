"""What a first class of shares usually is, by the kind of legal entity: a form begins with it."""

from dataclasses import dataclass

from governance.ledger.terms import Holder, OnLeave, Terms, VoteRule

ANYBODY = (Holder.MEMBER, Holder.TRUST, Holder.GOVERNMENT, Holder.PARTNER, Holder.BODY)


@dataclass(frozen=True)
class Usual:
    """A class as a form proposes it; its nominal value is that of the rules on shares."""

    code: str
    name: str
    terms: Terms


# One share that makes a member: neither withdrawn nor passed on; it ends with the membership.
MEMBERSHIP = Terms(vote_rule=VoteRule.PER_MEMBER, most=1, least=1, on_leave=OnLeave.CANCEL)
ORDINARY = Terms(
    vote_rule=VoteRule.PER_SHARE, transferable=True, on_leave=OnLeave.KEEP, may_hold=ANYBODY
)
EMPLOYEES = Terms(
    vote_rule=VoteRule.PER_SHARE,
    transferable=True,
    on_leave=OnLeave.TO_TRUST,
    may_hold=(Holder.MEMBER, Holder.TRUST),
)
USUAL = {
    "society": Usual("A", "Membership shares", MEMBERSHIP),
    "cbs": Usual("A", "Membership shares", MEMBERSHIP),
    "cic_shares": Usual("A", "Employee shares", EMPLOYEES),
    "company": Usual("A", "Ordinary shares", ORDINARY),
}
