"""What the society's rules ask for in cases, in one place until its rulebook says so (issue 4).

Each with where it comes from; [G] is from general knowledge and to be checked before it is relied
on.
"""

from governance.reckoning.eligibility import EligibilityRule

# Who may join: by the key of the book; of other legal entities, and by what `DEFAULT_SOURCES` in
# reckoning/eligibility.py names.
USUAL_RULE = EligibilityRule()
RULES: dict[str, EligibilityRule] = {"": USUAL_RULE}

# A leaver whom nobody can find: written to at their last known address, and this long without a
# word. Community Shares Handbook 3.2.11: the rules must deal with untraceable members [G].
UNTRACED_MONTHS = 3

# A transfer waits for the board's consent. Model rules let the board refuse any [G].
TRANSFERS_NEED_CONSENT = True

# What the office is reminded of.
UNPAID_AFTER_DAYS = 30
LEAVING_SOON_DAYS = 31


def rule_of(book_key: str) -> EligibilityRule:
    """Return who may become a member of the legal entity with this key."""
    return RULES.get(book_key, USUAL_RULE)
