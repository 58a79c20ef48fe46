"""Law on general meetings: notice, requisition, proxies, polls, casting votes."""

from datetime import date

from governance.reckoning.rules.law.bound import Bound
from governance.reckoning.rules.legal_forms import COMPANIES

MEETINGS_SINCE = date(2007, 10, 1)  # Part 13 of the Companies Act 2006

ON_MEETINGS: tuple[Bound, ...] = (
    Bound(
        "notice.general_days",
        COMPANIES,
        "A private company gives %(least)s’ notice of a general meeting, or more.",
        "Companies Act 2006, sections 307(1) and (3) and 360",
        MEETINGS_SINCE,
        least=14,
    ),
    Bound(
        "notice.annual_days",
        COMPANIES,
        "The annual general meeting of a private company is a general meeting, of which it gives"
        " %(least)s’ notice or more. Only a public company must hold one, and gives 21 days.",
        "Companies Act 2006, sections 307(1) and (2) and 336",
        MEETINGS_SINCE,
        least=14,
    ),
    Bound(
        "notice.requisition_percent",
        COMPANIES,
        "Members of a company with %(most)s of the votes can require a general meeting, so no more"
        " can be asked of them.",
        "Companies Act 2006, section 303(2) [G]",
        date(2009, 8, 3),
        most=5,
    ),
    Bound(
        "notice.requisition_hold_days",
        COMPANIES,
        "A meeting that members of a company require is held within %(most)s of its notice.",
        "Companies Act 2006, section 304(1)(b)",
        MEETINGS_SINCE,
        most=28,
    ),
    Bound(
        "proxies.allowed",
        COMPANIES,
        "Every member of a company can appoint a proxy, whatever its articles say.",
        "Companies Act 2006, section 324",
        MEETINGS_SINCE,
        among=(True,),
    ),
    Bound(
        "proxies.holders",
        COMPANIES,
        "A member of a company can appoint any other person as proxy, not members only.",
        "Companies Act 2006, section 324(1)",
        MEETINGS_SINCE,
        among=("anybody",),
    ),
    Bound(
        "meetings.poll_members",
        COMPANIES,
        "The articles of a company cannot ask for more than %(most)s to demand a poll.",
        "Companies Act 2006, section 321(2)(a)",
        MEETINGS_SINCE,
        most=5,
    ),
    Bound(
        "meetings.poll_percent",
        COMPANIES,
        "The articles of a company cannot ask for more than %(most)s of votes to demand a poll.",
        "Companies Act 2006, section 321(2)(b)",
        MEETINGS_SINCE,
        most=10,
    ),
    Bound(
        "meetings.casting_vote",
        COMPANIES,
        "A company’s resolution is carried by more votes for than against, so its chair has no"
        " casting vote at a general meeting.",
        "Companies Act 2006, section 282; old articles may keep one (SI 2007/2194, schedule 3,"
        " paragraph 23A) [G]",
        MEETINGS_SINCE,
        among=(False,),
    ),
)
