"""Law on decisions: majorities, what is entrenched, and what a vote weighs."""

from datetime import date

from governance.reckoning.rules.kinds.majorities import CHAIN
from governance.reckoning.rules.law.bound import Bound
from governance.reckoning.rules.legal_forms import BY_GUARANTEE, COMPANIES, SOCIETIES, LegalForm

AT_LEAST_SPECIAL = tuple(name for name, _words in CHAIN if name in ("special", "unanimous"))
SOCIETIES_SINCE = date(2014, 8, 1)  # the Co-operative and Community Benefit Societies Act 2014

ON_DECISIONS: tuple[Bound, ...] = (
    Bound(
        "majorities.rules",
        COMPANIES,
        "A company alters its articles by three quarters of the votes, or more.",
        "Companies Act 2006, sections 21 and 283",
        date(2007, 10, 1),
        among=AT_LEAST_SPECIAL,
    ),
    Bound(
        "majorities.entrenched_rules",
        COMPANIES,
        "A company’s entrenched article needs no less than any other: three quarters of the votes.",
        "Companies Act 2006, sections 21 and 22",
        date(2009, 10, 1),
        among=AT_LEAST_SPECIAL,
    ),
    Bound(
        "ballots.weights",
        SOCIETIES,
        "In a registered society votes do not go by shares: each member has one vote.",
        "FCA, RFCCBS 6.1; 2014 Act, section 2(2)",
        SOCIETIES_SINCE,
        among=("per_member",),
    ),
    Bound(
        "ballots.weights",
        frozenset({LegalForm.CO_OPERATIVE_COMPANY}),
        "In a co-operative each member has one vote; a company that votes by shares is none, and"
        " may not be called one.",
        "International Co-operative Alliance, second principle; SI 2014/3140 on names [G]",
        date(2015, 1, 31),
        among=("per_member",),
    ),
    Bound(
        "ballots.weights",
        BY_GUARANTEE,
        "A company limited by guarantee has no shares, so each member has one vote.",
        "Companies Act 2006, sections 5 and 284(1)(b)",
        date(2009, 10, 1),
        among=("per_member",),
    ),
)
