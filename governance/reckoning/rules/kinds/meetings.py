"""Meetings: how votes are taken at a general meeting, and resolutions in writing without one."""

from dataclasses import dataclass
from datetime import date, timedelta

from governance.reckoning.rules.kind import RuleKind
from governance.reckoning.rules.registry import rule_kind
from governance.reckoning.rules.setting import Unit, choice, number, yes_no

CA = "Companies Act 2006"
MODEL = "Co-operatives UK, worker co-operative model articles, 2012"
PER_CENT = 100
IN_PERSON, HYBRID, ONLINE = "in_person", "hybrid", "online"


@rule_kind
@dataclass(frozen=True)
class MeetingRules(RuleKind):
    """Where members meet, when their votes are counted, and what is decided without meeting."""

    name = "meetings"
    title = "General meetings"
    about = "Where members meet, when votes are counted in a poll, and how they decide in writing."

    place: str = choice(
        "Where members meet",
        "Members meet %(value)s.",
        default=HYBRID,
        options=(
            (IN_PERSON, "at a place"),
            (HYBRID, "at a place, and may take part from elsewhere"),
            (ONLINE, "online only"),
        ),
        help="Whoever cannot come takes part; a meeting without any place may be none.",
        source=f"{CA}, section 311: a notice states the place; online only is doubtful",
    )
    poll_members: int = number(
        "Members who may demand a poll",
        "%(value)s together may demand that votes be counted in a poll.",
        default=5,
        unit=Unit.MEMBERS,
        least=1,
        most=20,
        help="Few enough that nobody who doubts a show of hands is left without a count.",
        source=f"{CA}, section 321(2)(a): five; {MODEL}: two",
    )
    poll_percent: int = number(
        "Share of votes that may demand a poll",
        "Members with %(value)s of all votes may demand that votes be counted in a poll.",
        default=10,
        unit=Unit.PERCENT,
        least=1,
        most=20,
        help="In a small society fewer than the number above are enough.",
        source=f"{CA}, section 321(2)(b): 10%",
    )
    chair_may_demand_poll: bool = yes_no(
        "The chair may demand a poll",
        "The chair, too, may demand a poll, and does when proxies contradict a show of hands.",
        "The chair may not demand a poll.",
        default=True,
        help="So that votes given by proxy are counted.",
        source=f"{MODEL}: the chair or the directors",
    )
    casting_vote: bool = yes_no(
        "Casting vote",
        "If as many are for as against, the chair of the meeting has the casting vote.",
        "If as many are for as against, the motion is lost.",
        default=False,
        help="Change needs more for it than against it.",
        source=f"{MODEL}: a tie is lost; {CA}, section 282",
    )
    in_writing: bool = yes_no(
        "Resolutions in writing",
        "Members may pass a resolution in writing, without meeting, by a share of all votes.",
        "Members pass no resolutions in writing.",
        default=True,
        help="By half or three quarters of all votes, so silence counts against.",
        source=f"{CA}, sections 281 and 288; {MODEL}",
    )
    written_days: int = number(
        "Time for a resolution in writing",
        "A resolution in writing lapses if it is not passed within %(value)s, that of sending it"
        " counted.",
        default=28,
        unit=Unit.DAYS,
        least=7,
        most=56,
        help="Four weeks, as law has it where the articles do not say.",
        source=f"{CA}, section 297; {MODEL}: 28",
    )

    def may_demand_poll(self, demanding: int, *, members: int) -> bool:
        """Say whether so many of the members are enough to demand a poll."""
        return demanding >= self.poll_members or self._has_share(demanding, members)

    def lapses_on(self, circulated_on: date) -> date:
        """Return the last day on which a resolution in writing sent on a day can be passed."""
        return circulated_on + timedelta(days=self.written_days - 1)

    def _has_share(self, demanding: int, members: int) -> bool:
        return bool(demanding) and demanding * PER_CENT >= members * self.poll_percent
