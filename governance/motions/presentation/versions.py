"""What the pages of a motion's versions show."""

from dataclasses import dataclass
from typing import Any

from babel.lists import format_list
from flask import url_for
from flask_babel import get_locale, gettext

from governance.effects.presentation import Line, if_carried
from governance.infrastructure.clock import day_of
from governance.motions import queries
from governance.motions.models import Motion, MotionVersion
from governance.motions.presentation.differences import Part, of_texts
from governance.motions.queries import Version
from governance.web.templating import date_only, moment


@dataclass(frozen=True)
class VersionsPage:
    """All the versions of a motion, the newest first, as steps; and which can be chosen."""

    motion: Motion
    steps: list[dict[str, str]]
    choices: dict[str, str]


@dataclass(frozen=True)
class VersionPage:
    """One version of a motion; `effect` is what it would change, told as of its own day."""

    motion: Motion
    version: Version
    name: str
    why: str
    effect: list[Line]
    is_newest: bool


@dataclass(frozen=True)
class DifferencePage:
    """Two versions of a motion and how the later differs."""

    motion: Motion
    older: int
    newer: int
    parts: list[Part]
    effect_before: list[Line]
    effect_after: list[Line]
    choices: dict[str, str]
    chosen: tuple[str, str]

    @property
    def is_same(self) -> bool:
        return not any(
            paragraph.fate != "same" for part in self.parts for paragraph in part.paragraphs
        )


def of_versions(motion_id: int) -> VersionsPage:
    """Return the page of all of a motion's versions."""
    motion, found = queries.motion(motion_id), queries.versions_of(motion_id)
    return VersionsPage(motion, [_step(version) for version in found], _choices(found))


def of_version(motion_id: int, number: int) -> VersionPage:
    """Return the page of one version."""
    motion, version = queries.motion(motion_id), queries.version(motion_id, number)
    return VersionPage(
        motion=motion,
        version=version,
        name=gettext("Version %(number)s", number=number),
        why=why(version),
        effect=_effect(version.row),
        is_newest=number == motion.version,
    )


def of_difference(motion_id: int, older: int | None, newer: int | None) -> DifferencePage:
    """Return the page of how one version differs from another; the last change if none is named."""
    motion = queries.motion(motion_id)
    last = newer or motion.version
    first = older or max(last - 1, 1)
    before, after = (queries.version(motion_id, number).row for number in (first, last))
    effects = (_effect(before), _effect(after)) if before.payload != after.payload else ([], [])
    return DifferencePage(
        motion=motion,
        older=first,
        newer=last,
        parts=of_texts(before.text, after.text),
        effect_before=effects[0],
        effect_after=effects[1],
        choices=_choices(queries.versions_of(motion_id)),
        chosen=(str(first), str(last)),
    )


def why(version: Version) -> str:
    """Return how a version came to be, in a sentence."""
    row = version.row
    name = version.made_by or gettext("a former member")
    if row.because == "proposed":
        return gettext("As proposed by %(name)s.", name=name)
    if row.because == "friendly":
        return _accepted(row, name)
    return gettext("Amendment A%(number)s, carried by the members.", number=row.amendment)


def _accepted(row: MotionVersion, mover: str) -> str:
    """Return that its mover accepted an amendment, with those named who wrote the motion too."""
    others = [name or gettext("a former member") for name in queries.co_authors_of(row.motion_id)]
    said: dict[str, Any] = {"number": row.amendment, "name": mover}
    if not others:
        return gettext("Amendment A%(number)s, accepted by the mover, %(name)s.", **said)
    return gettext(
        "Amendment A%(number)s, accepted by the mover, %(name)s, who wrote the motion with"
        " %(others)s.",
        others=format_list(others, locale=get_locale() or "en_GB"),
        **said,
    )


def _step(version: Version) -> dict[str, str]:
    row = version.row
    return {
        "title": gettext("Version %(number)s", number=row.number),
        "when": moment(row.at),
        "text": why(version),
        "state": "done",
        "href": url_for("motions.version", motion_id=row.motion_id, number=row.number),
    }


def _choices(found: list[Version]) -> dict[str, str]:
    return {
        str(version.row.number): gettext(
            "Version %(number)s, %(day)s",
            number=version.row.number,
            day=date_only(version.row.at),
        )
        for version in found
    }


def _effect(row: MotionVersion) -> list[Line]:
    return if_carried(row.effect, row.payload, today=day_of(row.at))
