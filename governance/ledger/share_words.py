"""Shares in words: rights of a class, kinds of holder, what a transaction did to a holding."""

from flask_babel import gettext, ngettext

from governance.ledger.terms import Holder, OnLeave, Terms, VoteRule


def vote_rule(terms: Terms) -> str:
    """Return how the class votes, as a sentence."""
    if terms.vote_rule == VoteRule.PER_SHARE:
        return ngettext("%(num)s vote a share", "%(num)s votes a share", terms.votes_each)
    if terms.vote_rule == VoteRule.NONE:
        return gettext("No votes")
    return gettext("One member, one vote, however many shares")


def on_leave(terms: Terms) -> str:
    """Return what becomes of the shares of somebody who leaves."""
    return on_leave_words()[terms.on_leave]


def on_leave_words() -> dict[str, str]:
    """Return every way in which a leaver's shares may end."""
    return {
        OnLeave.CANCEL: gettext("Cancelled without payment; what was paid goes to the reserves"),
        OnLeave.REDEEM: gettext("Redeemed: the member is paid their par value"),
        OnLeave.WITHDRAW: gettext("Withdrawn: paid at par when the board lets it, in a queue"),
        OnLeave.TO_TRUST: gettext("Passed to the employees’ trust"),
        OnLeave.KEEP: gettext("Kept: leaving changes nothing"),
    }


def holder_words() -> dict[str, str]:
    """Return the kinds of holder that a class may be for, in the plural."""
    return {
        Holder.MEMBER: gettext("Members"),
        Holder.PERSON: gettext("Any person"),
        Holder.TRUST: gettext("Trusts"),
        Holder.GOVERNMENT: gettext("Government"),
        Holder.PARTNER: gettext("Partner organisations"),
        Holder.BODY: gettext("Other bodies"),
    }


def kind_of_holder(kind: str) -> str:
    """Return a kind of owner as a table names it."""
    words = {
        "person": gettext("People who work here or did"),
        "trust": gettext("Employees’ trust"),
        "government": gettext("Government"),
        "partner": gettext("Partner organisation"),
        "body": gettext("Other body"),
    }
    return words.get(kind, kind)


def may_hold(terms: Terms) -> str:
    """Return who may hold the class."""
    words = holder_words()
    return ", ".join(words[holder] for holder in terms.may_hold)


def bounds(terms: Terms) -> str:
    """Return how few and how many shares one holder may have."""
    if terms.most is None:
        if not terms.least:
            return gettext("Any number")
        return gettext("At least %(least)s", least=f"{terms.least:,}")
    if terms.least == terms.most:
        return gettext("Exactly %(most)s each", most=f"{terms.most:,}")
    if not terms.least:
        return gettext("At most %(most)s", most=f"{terms.most:,}")
    values = {"least": f"{terms.least:,}", "most": f"{terms.most:,}"}
    return gettext("%(least)s to %(most)s", **values)


def of_terms(terms: Terms) -> list[dict[str, str]]:
    """Return the rights as rows of key and value."""
    yes, no = gettext("Yes"), gettext("No")
    return [
        {"key": gettext("Votes"), "value": vote_rule(terms)},
        {"key": gettext("Who may hold them"), "value": may_hold(terms)},
        {"key": gettext("How many each"), "value": bounds(terms)},
        {"key": gettext("May be withdrawn"), "value": yes if terms.withdrawable else no},
        {"key": gettext("May be transferred"), "value": yes if terms.transferable else no},
        {"key": gettext("When a member leaves"), "value": on_leave(terms)},
    ]


def kind_of_transaction(kind: str) -> str:
    """Return what a transaction was, as a statement says it."""
    words = {
        "issue": gettext("Issue"),
        "transfer": gettext("Transfer"),
        "to trust": gettext("Passed to the trust"),
        "withdrawal": gettext("Withdrawal"),
        "redemption": gettext("Redemption at par"),
        "cancellation": gettext("Cancellation"),
        "forfeiture": gettext("Forfeiture"),
        "conversion": gettext("Conversion"),
        "reversal": gettext("Reversal of a mistake"),
        "opening": gettext("Opening holding"),
    }
    return words.get(kind, kind[:1].upper() + kind[1:])


def shares(number: int) -> str:
    """Return a number of shares with its unit."""
    return ngettext("%(shares)s share", "%(shares)s shares", number, shares=f"{number:,}")
