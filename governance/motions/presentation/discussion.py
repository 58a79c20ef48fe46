"""What the discussion on a motion's page shows: threads, the two sides, and what one may do."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext, ngettext

from governance.infrastructure.actor import Actor
from governance.infrastructure.clock import day_of
from governance.infrastructure.permissions import may
from governance.motions import queries
from governance.motions.models import Comment, Motion
from governance.motions.permissions import Motions
from governance.motions.presentation.moderation import ActShown, acts_of
from governance.motions.queries import Counts, Said
from governance.motions.service.good_standing import is_barred
from governance.reckoning.rules.kinds.membership import WhileSuspended
from governance.reckoning.rules.kinds.motions import MotionRules
from governance.reckoning.threads import Stretch, page_with, pages_of_threads
from governance.rulebook.queries import rules_on
from governance.web.templating import moment

COMMENTS_ON_A_PAGE = 25
SIDES = ("for", "against")
NEWEST_FIRST = "newest"
REPORTING = "motions.report_comment"


@dataclass(frozen=True)
class Asked:
    """What the address asks of a discussion: a page, one side only, the newest thread first."""

    page: int | None = None
    side: str = ""
    is_newest_first: bool = False

    @property
    def words(self) -> dict[str, str]:
        """Return it as an address has it, but for the page."""
        order = NEWEST_FIRST if self.is_newest_first else ""
        return {name: word for name, word in (("side", self.side), ("order", order)) if word}


@dataclass(frozen=True)
class Deed:
    """A link to something that this person may do with a comment; `about` is said unseen."""

    label: str
    href: str
    about: str


@dataclass(frozen=True)
class Word:
    """A comment as this person sees it."""

    said: Said
    name: str
    is_the_movers: bool
    is_reported: bool = False
    answers: "Word | None" = None
    deeds: Sequence[Deed] = ()

    @property
    def comment(self) -> Comment:
        return self.said.comment


@dataclass(frozen=True)
class Thread:
    """The part of a thread that stands on this page; `opener` alone where it goes on."""

    opener: Word
    replies: Sequence[Word]
    goes_on: bool = False


@dataclass(frozen=True)
class Discussion:
    """A page of the discussion as this person sees it."""

    motion: Motion
    threads: Sequence[Thread]
    counts: Counts
    asked: Asked
    page: int
    pages: int
    acts: Sequence[ActShown]
    is_following: bool
    is_barred: bool
    may_follow: bool
    may_comment: bool
    may_moderate: bool
    count: str
    sides: Sequence[Mapping[str, object]]
    turned: Mapping[str, str]
    pages_prefix: str

    @property
    def is_closed(self) -> bool:
        """Say whether an officer closed it, though its motion goes on."""
        return self.motion.discussion_closed_at is not None and self.motion.closed_at is None


def of_discussion(motion: Motion, actor: Actor, asked: Asked, *, now: datetime) -> Discussion:
    """Return a page of a motion's discussion; without a number, the first."""
    pages = _pages(motion.id, asked)
    page = min(max(asked.page or 1, 1), len(pages))
    goes_on = motion.closed_at is None and motion.discussion_closed_at is None
    barred = goes_on and is_barred(actor, WhileSuspended.DISCUSS, on=day_of(now))
    rules = rules_on(day_of(now)).of(MotionRules)
    reported = queries.reported_by(actor.party_id, motion.id)
    see = _Eyes(motion, actor, asked, now, rules, reported, is_open=goes_on and not barred)
    counts = queries.counts_of(motion.id)
    may_moderate = may(actor, Motions.MODERATE)
    return Discussion(
        motion=motion,
        threads=see.threads(pages[page - 1]),
        counts=counts,
        asked=asked,
        page=page,
        pages=len(pages),
        acts=acts_of(motion.id, may_moderate=may_moderate),
        is_following=queries.is_following(motion.id, actor.party_id),
        is_barred=barred,
        may_follow=motion.closed_at is None and may(actor, Motions.FOLLOW),
        may_comment=goes_on and not barred and may(actor, Motions.COMMENT, motion),
        may_moderate=may_moderate,
        count=ngettext("%(num)s comment.", "%(num)s comments.", counts.comments),
        sides=_sides(motion.id, asked, counts),
        turned=_turned(motion.id, asked),
        pages_prefix=_address(motion.id, asked.words) + ("&" if asked.words else "?") + "page=",
    )


def place_of(said: Comment, asked: Asked) -> str:
    """Return the address at which a comment stands, among those that are asked for if it is."""
    for wanted in (asked, Asked(is_newest_first=asked.is_newest_first)):
        pages = _pages(said.motion_id, wanted)
        if any(stretch.thread == said.opener_id for page in pages for stretch in page):
            break
    page = page_with(pages, said.opener_id, queries.place_in_thread(said))
    address = _address(said.motion_id, wanted.words | ({"page": str(page)} if page > 1 else {}))
    return f"{address}#comment-{said.id}"


@dataclass(frozen=True)
class _Eyes:
    """What one person may do with the comments of a discussion now."""

    motion: Motion
    actor: Actor
    asked: Asked
    now: datetime
    rules: MotionRules
    reported: Set[int]
    is_open: bool

    def threads(self, stretches: Sequence[Stretch]) -> list[Thread]:
        found = queries.said_in(self.motion.id, [stretch.thread for stretch in stretches])
        return [self._thread(found[stretch.thread], stretch) for stretch in stretches]

    def _thread(self, all_said: Sequence[Said], stretch: Stretch) -> Thread:
        words = {one.comment.id: self._word(one) for one in all_said}
        opener = words[stretch.thread]
        replies = [
            self._reply(one, words)
            for one in all_said[stretch.first : stretch.end]
            if one.comment.thread_id is not None
        ]
        return Thread(opener, replies, goes_on=stretch.goes_on)

    def _reply(self, said: Said, words: Mapping[int, Word]) -> Word:
        to = said.comment.replies_to_id
        answers = words[to] if to is not None and to != said.comment.thread_id else None
        return replace(words[said.comment.id], answers=answers)

    def _word(self, said: Said) -> Word:
        name = said.author or gettext("A former member")
        is_the_movers = said.comment.author_id == self.motion.mover_id
        return Word(
            said,
            name,
            is_the_movers,
            is_reported=said.comment.id in self.reported,
            deeds=tuple(self._deeds(said.comment, name)),
        )

    def _deeds(self, said: Comment, name: str) -> list[Deed]:
        about = gettext("the comment of %(name)s of %(moment)s", name=name, moment=moment(said.at))
        is_new = self.now <= self.rules.comment_may_change_until(said.at)
        offered = _offered(said, self.actor, is_open=self.is_open, is_new=is_new)
        if said.id in self.reported:
            offered = [one for one in offered if one[1] != REPORTING]
        return [
            Deed(label, _linked(endpoint, comment_id=said.id, **self.asked.words), about)
            for label, endpoint in offered
        ]


def _offered(said: Comment, actor: Actor, *, is_open: bool, is_new: bool) -> list[tuple[str, str]]:
    """Return what may be done with a comment: the words of the link, and where it leads."""
    moderates = may(actor, Motions.MODERATE)
    if said.removed_at is not None:
        restores = not said.is_taken_back and moderates
        return [(gettext("Restore"), "motions.restore_comment")] if restores else []
    joins_in = is_open and may(actor, Motions.COMMENT)
    is_own = actor.party_id == said.author_id
    deeds = [
        (gettext("Reply"), "motions.reply", joins_in),
        (gettext("Change"), "motions.edit_comment", joins_in and is_own and is_new),
        (gettext("Take back"), "motions.take_back_comment", is_own),
        (gettext("Remove"), "motions.remove_comment", not is_own and moderates),
        (gettext("Report"), REPORTING, not moderates and may(actor, Motions.REPORT_COMMENT, said)),
    ]
    return [(label, endpoint) for label, endpoint, is_offered in deeds if is_offered]


def _pages(motion_id: int, asked: Asked) -> tuple[tuple[Stretch, ...], ...]:
    threads = queries.threads_of(motion_id, side=asked.side, newest_first=asked.is_newest_first)
    return pages_of_threads(threads, each=COMMENTS_ON_A_PAGE)


def _turned(motion_id: int, asked: Asked) -> dict[str, str]:
    """Return the link that turns the order of the threads round."""
    other = Asked(side=asked.side, is_newest_first=not asked.is_newest_first)
    label = gettext("Oldest first") if asked.is_newest_first else gettext("Newest first")
    return {"label": label, "href": f"{_address(motion_id, other.words)}#discussion"}


def _sides(motion_id: int, asked: Asked, counts: Counts) -> list[dict[str, object]]:
    """Return the links to all that was said, to what was said for it, and against it."""
    labels = {
        "": gettext("All"),
        "for": gettext("For (%(number)s)", number=f"{counts.speak_for:,}"),
        "against": gettext("Against (%(number)s)", number=f"{counts.speak_against:,}"),
    }
    return [
        {
            "label": label,
            "href": _address(motion_id, Asked(None, side, asked.is_newest_first).words)
            + "#discussion",
            "current": side == asked.side,
        }
        for side, label in labels.items()
    ]


def _address(motion_id: int, words: Mapping[str, str]) -> str:
    return _linked("motions.motion", motion_id=motion_id, **words)


def _linked(endpoint: str, **values: Any) -> str:
    return url_for(endpoint, **values)
