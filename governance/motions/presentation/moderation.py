"""How what was moderated is told: who did what, when and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext

from governance.motions import queries
from governance.motions.queries import Moderated
from governance.web.templating import moment

FOR_OFFICERS = frozenset({"dismissed"})


@dataclass(frozen=True)
class ActShown:
    """An act of moderation in words; `href` leads to the comment it is about, if to one."""

    words: str
    when: str
    reason: str
    href: str = ""
    is_closing: bool = False


def acts_of(motion_id: int, *, may_moderate: bool) -> Sequence[ActShown]:
    """Return what was moderated in a discussion, the newest first.

    That a report was dismissed is for officers: whoever reported something reads it elsewhere.
    """
    return [
        _shown(one)
        for one in queries.moderation_of(motion_id)
        if may_moderate or one.act.act not in FOR_OFFICERS
    ]


def _shown(moderated: Moderated) -> ActShown:
    act, name = moderated.act, moderated.by or gettext("an officer")
    told = {
        "removed": gettext("%(name)s removed a comment", name=name),
        "restored": gettext("%(name)s restored a comment", name=name),
        "closed": gettext("%(name)s closed the discussion", name=name),
        "reopened": gettext("%(name)s opened the discussion again", name=name),
        "dismissed": gettext("%(name)s dismissed a report on a comment", name=name),
    }
    href = url_for("motions.comment_place", comment_id=act.comment_id) if act.comment_id else ""
    return ActShown(told[act.act], moment(act.at), act.reason, href, act.act == "closed")
