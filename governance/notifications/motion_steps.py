"""The steps of a motion that its followers are told, each in a heading and a sentence."""

from typing import Any

from flask_babel import gettext


def name_of(event: Any) -> str:
    """Return by what name a step is told: its kind, with its outcome if it has one."""
    outcome = getattr(event, "outcome", "")
    return f"{event.kind}: {outcome}" if outcome else str(event.kind)


def steps_in_words(reference: str) -> dict[str, tuple[str, str]]:
    """Return how each step of the motion of that reference is told, by its name."""
    return {
        **_of_its_way(reference),
        **_of_its_course(reference),
        **_of_amendments(reference),
        **_of_its_discussion(reference),
    }


def _of_its_way(reference: str) -> dict[str, tuple[str, str]]:
    return {
        "motion seconded": (
            gettext("Motion %(reference)s has its seconders", reference=reference),
            gettext("It can now be put to a ballot, once it has been discussed long enough."),
        ),
        "motion balloted": (
            gettext("Motion %(reference)s is put to a ballot", reference=reference),
            gettext("Everybody who can vote in it has notice when it opens."),
        ),
        "motion released": (
            gettext("The ballot on motion %(reference)s was called off", reference=reference),
            gettext("The motion waits for another ballot."),
        ),
        "motion withdrawn": (
            gettext("Motion %(reference)s was withdrawn", reference=reference),
            gettext("Its mover took it back, so it will not be decided."),
        ),
        "motion resolved: carried": (
            gettext("Motion %(reference)s was carried", reference=reference),
            gettext("The members have decided for it. Its page leads to the result."),
        ),
        "motion resolved: lost": (
            gettext("Motion %(reference)s was lost", reference=reference),
            gettext("The members have decided against it. Its page leads to the result."),
        ),
        "motion resolved: inquorate": (
            gettext("Too few voted on motion %(reference)s", reference=reference),
            gettext("So it is not decided. Its page leads to the result."),
        ),
    }


def _of_its_course(reference: str) -> dict[str, tuple[str, str]]:
    return {
        "motion ruled out of order": (
            gettext("Motion %(reference)s is ruled out of order", reference=reference),
            gettext("The chair’s reason is on its page, and until when members may appeal."),
        ),
        "appeal made": (
            gettext("Members appeal for motion %(reference)s", reference=reference),
            gettext("Enough of them say that it is in order. Its page says who decides."),
        ),
        "appeal decided: appeal allowed": (
            gettext("Motion %(reference)s is in order after all", reference=reference),
            gettext("The appeal was allowed, so it goes on from where it was."),
        ),
        "appeal decided: ruling upheld": (
            gettext("Motion %(reference)s stays out of order", reference=reference),
            gettext("The chair’s ruling was upheld. Its page says why."),
        ),
        "motion remitted": (
            gettext("Somebody looks into motion %(reference)s", reference=reference),
            gettext("Its page says who, what they are asked, and by when they report."),
        ),
        "motion reported on": (
            gettext("There is a report on motion %(reference)s", reference=reference),
            gettext("It is on the motion’s page. The motion is open for discussion again."),
        ),
        "motion adjourned": (
            gettext("Motion %(reference)s is put off", reference=reference),
            gettext("Its page says why, and on which day it comes back."),
        ),
        "motion resumed": (
            gettext("Motion %(reference)s is back", reference=reference),
            gettext("It had been put off to a later day. Its page says why it came back now."),
        ),
        "motion sent to meeting": (
            gettext("A general meeting decides motion %(reference)s", reference=reference),
            gettext("Its page says which meeting, and when it is."),
        ),
        "motion taken back from meeting": (
            gettext("The meeting did not decide motion %(reference)s", reference=reference),
            gettext("The motion waits again. Its page says why."),
        ),
        "motion decided at meeting: carried": (
            gettext("A first meeting has passed motion %(reference)s", reference=reference),
            gettext("It does nothing yet: a second meeting must confirm it. Its page says when."),
        ),
        "motion decided at meeting: inquorate": (
            gettext("Too few came to confirm motion %(reference)s", reference=reference),
            gettext("It still waits for a second meeting. Its page says until when."),
        ),
        "motion lapsed": (
            gettext("Motion %(reference)s has lapsed", reference=reference),
            gettext("No second meeting confirmed it in time, so nothing of it is done."),
        ),
        "motion composited": (
            gettext("Motion %(reference)s is part of a composite", reference=reference),
            gettext("It goes on together with others, as one motion. Its page leads there."),
        ),
        "motion back from composite": (
            gettext("Motion %(reference)s is on its own again", reference=reference),
            gettext("The composite that it was part of has ended, so it goes on by itself."),
        ),
        "motion taken up": (
            gettext("Motion %(reference)s was taken up", reference=reference),
            gettext("Its mover withdrew it; one of its seconders has proposed it again."),
        ),
    }


def _of_amendments(reference: str) -> dict[str, tuple[str, str]]:
    return {
        "amendment proposed": (
            gettext("An amendment of motion %(reference)s is proposed", reference=reference),
            gettext("Somebody wants it to say something else. The page shows what."),
        ),
        "amendment resolved: lost": (
            gettext("An amendment of motion %(reference)s was lost", reference=reference),
            gettext("The motion stays as it is and goes on."),
        ),
        "amendment resolved: inquorate": (
            gettext("Too few voted on an amendment of motion %(reference)s", reference=reference),
            gettext("The motion stays as it is and goes on."),
        ),
        "motion amended": (
            gettext("Motion %(reference)s was amended", reference=reference),
            gettext("It says something else now. Its page shows what has changed."),
        ),
    }


def _of_its_discussion(reference: str) -> dict[str, tuple[str, str]]:
    return {
        "discussion closed": (
            gettext("The discussion of motion %(reference)s is closed", reference=reference),
            gettext("It can be read, and nothing can be added. The page says by whom and why."),
        ),
        "discussion reopened": (
            gettext("The discussion of motion %(reference)s is open again", reference=reference),
            gettext("Members and officers can add to it. The page says by whom and why."),
        ),
    }
