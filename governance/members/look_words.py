"""What somebody looked at, as it is told to whom it is about."""

from collections.abc import Sequence

from flask_babel import gettext

from governance.members.access_log import Look

MOST_PAGES_NAMED = 6


def told(look: Look) -> str:
    """Return what was looked at: "The journal of Tame Valley Care, page 3"."""
    said = _form(look.what, look.title or _untitled(look.what))
    if look.pages:
        said = f"{said}, {_pages(look.pages)}"
    if look.filters:
        said = gettext("%(list)s, only what was found by: %(by)s", list=said, by=look.filters)
    return said


def _untitled(what: str) -> str:
    """Return what it was before the log had words for it: a file was of the register or a list."""
    if what == "person":
        return gettext("Your entry")
    if what == "file":
        return gettext("The register or a list of holders")
    return gettext("The whole register")


def _form(what: str, title: str) -> str:
    if what == "file":
        return gettext("%(title)s, as a file", title=title)
    if what == "print":
        return gettext("%(title)s, to print", title=title)
    return gettext("%(title)s, as a document", title=title) if what == "document" else title


def _pages(pages: Sequence[int]) -> str:
    first, last = pages[0], pages[-1]
    if first == last:
        return gettext("page %(number)s", number=first)
    if len(pages) == last - first + 1:
        return gettext("pages %(first)s to %(last)s", first=first, last=last)
    if len(pages) <= MOST_PAGES_NAMED:
        several = ", ".join(str(page) for page in pages[:-1])
        return gettext("pages %(several)s and %(last)s", several=several, last=last)
    return gettext(
        "%(number)s pages from %(first)s to %(last)s", number=len(pages), first=first, last=last
    )
