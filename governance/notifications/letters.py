"""Writing a mail: its words from a template and the books, its headers, the same each time.

The outbox keeps ids; words are read when the mail is sent, and links are signed then, so that
neither is stored. `templates/emails/NAME.txt` has the subject as a block; `NAME.html` has the look.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from flask import current_app
from flask_babel import gettext
from jinja2 import Template, TemplateNotFound

from governance.accounts import tokens
from governance.accounts.models import AccountToken
from governance.accounts.views.words import title_of
from governance.ballots.models import Ballot, Declaration, OpenPaper
from governance.ballots.presentation import answers_shown, decided_on, kind_of, word_of
from governance.infrastructure.actor import Role
from governance.infrastructure.clock import day_of
from governance.members import queries as members
from governance.members.standing import suspension_of
from governance.motions.models import Draft, DraftAuthor, Motion
from governance.notifications import case_facts, election_facts, motion_facts
from governance.notifications.models import (
    KEPT_TO_THE_DAY,
    REMINDER,
    REMINDER_ON_PAPER,
    Mail,
)
from governance.notifications.sources import Unwritable, link_to, public_host, read
from governance.reckoning.canonical import digest
from governance.reckoning.rules.kinds.membership import MembershipRules
from governance.rulebook.queries import rules_on


@dataclass(frozen=True)
class Letter:
    """A mail in words, ready to be handed over or shown."""

    sender: str
    address: str
    subject: str
    text: str
    html: str
    message_id: str
    dated: datetime
    template: str
    stop_link: str = ""

    def as_message(self) -> EmailMessage:
        """Return the mail as it goes out.

        Raises:
            ValueError: there is a line break in a header.
        """
        message = EmailMessage()
        message["From"] = self.sender
        message["To"] = self.address
        message["Subject"] = self.subject
        message["Date"] = format_datetime(self.dated)
        message["Message-ID"] = self.message_id
        message["Auto-Submitted"] = "auto-generated"
        message["X-Auto-Response-Suppress"] = "All"
        message["List-Id"] = f"<{self.template.replace('_', '-')}.folkmoot.{public_host()}>"
        if self.stop_link:
            message["List-Unsubscribe"] = f"<{self.stop_link}>"
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
        message.set_content(self.text)
        message.add_alternative(self.html, subtype="html")
        return message


def letter_for(mail: Mail, *, now: datetime) -> Letter:
    """Write the mail. Its id and date are the same at each try, so that a double can be told.

    Raises:
        Unwritable: what it tells of, or its template, is not there.
    """
    environment = current_app.jinja_env
    try:
        in_text = environment.get_template(f"emails/{mail.template}.txt")
        in_html = environment.get_template(f"emails/{mail.template}.html")
    except TemplateNotFound as reason:
        raise Unwritable(f"There are no words for it: {reason}") from reason
    given: dict[str, Any] = {}
    current_app.update_template_context(given)
    given |= {"name": _name(mail), **_facts(mail)}
    host = public_host()
    return Letter(
        sender=current_app.config["MAIL_FROM"],
        address=mail.address,
        subject=_subject(in_text, given),
        text=in_text.render(given).strip() + "\n",
        html=in_html.render(given),
        message_id=f"<{digest(['mail', mail.event_key, mail.address])[:40]}@{host}>",
        dated=now if mail.template in KEPT_TO_THE_DAY else mail.created_at,
        template=mail.template,
        stop_link=given.get("stop_link", ""),
    )


def _subject(template: Template, given: Mapping[str, Any]) -> str:
    block = template.blocks["subject"]
    return " ".join("".join(block(template.new_context(dict(given)))).split())


def _name(mail: Mail) -> str:
    entry = members.entry(mail.party_id) if mail.party_id else None
    return entry.name if entry else ""


def _facts(mail: Mail) -> dict[str, Any]:
    return FACTS.get(mail.template, _nothing)(mail)


def _nothing(_mail: Mail) -> dict[str, Any]:
    return {}


def _token(mail: Mail) -> dict[str, Any]:
    token = read(AccountToken, mail.context["token_id"])
    endpoint = "invitation" if token.purpose == "invitation" else "new_password"
    return {
        "link": link_to(f"accounts.{endpoint}", text=tokens.sign(token.id)),
        "expires_at": token.expires_at,
    }


def _password_changed(mail: Mail) -> dict[str, Any]:
    return {"link": link_to("accounts.forgotten_password"), "changed_at": mail.created_at}


def _address_followed(mail: Mail) -> dict[str, Any]:
    return {"changed_at": mail.created_at}


def _role(mail: Mail) -> dict[str, Any]:
    return {"role": title_of(Role(mail.context["role"])), "link": link_to("home.home")}


def _suspended(mail: Mail) -> dict[str, Any]:
    """Return the suspension as that link recorded it, whatever has become of it since."""
    first_day = date.fromisoformat(mail.context["first_day"])
    found = suspension_of(mail.party_id or 0, first_day, mail.context["link"])
    if found is None:
        raise Unwritable("The suspension is not in the register any more.")
    return {
        "suspension": found,
        "has_begun": found.first_day <= day_of(mail.created_at),
        "while_suspended": _while_suspended(found.first_day),
        "link": link_to("members.membership"),
    }


def _while_suspended(day: date) -> str:
    rules = rules_on(day).of(MembershipRules)
    return str(rules.while_suspended_in_words().translated(gettext))


def _restored(mail: Mail) -> dict[str, Any]:
    return {
        "had_begun": mail.context["had_begun"],
        "day": day_of(mail.created_at),
        "link": link_to("members.membership"),
    }


def _motion(mail: Mail) -> dict[str, Any]:
    motion = read(Motion, mail.context["motion_id"])
    return {"motion": motion, "link": link_to("motions.motion", motion_id=motion.id)}


def _co_author_asked(mail: Mail) -> dict[str, Any]:
    draft = read(Draft, mail.context["draft_id"])
    read(DraftAuthor, (draft.id, mail.party_id))
    mover = members.entry(draft.author_id)
    return {
        "draft": draft,
        "mover": mover.name if mover else "",
        "link": link_to("motions.asked", draft_id=draft.id),
    }


def _ballot(mail: Mail) -> dict[str, Any]:
    ballot = read(Ballot, mail.context["ballot_id"])
    return {
        "ballot": ballot,
        "kind": kind_of(ballot) if ballot.is_on_a_motion else "",
        "questions": [] if ballot.is_on_a_motion else [each.text for each in ballot.questions],
        "anchor": mail.context.get("anchor", ""),
        "link": link_to("ballots.ballot", ballot_id=ballot.id),
    }


def _receipt_open(mail: Mail) -> dict[str, Any]:
    paper = read(OpenPaper, (mail.context["ballot_id"], mail.party_id))
    about = _ballot(mail)
    return {**about, "paper": paper, "answers": answers_shown(about["ballot"], paper.choice)}


def _declared(mail: Mail) -> dict[str, Any]:
    """Give the outcome of each question; of a choice who is elected, and no figure."""
    declaration = read(Declaration, mail.context["ballot_id"])
    ballot = read(Ballot, declaration.ballot_id)
    decided = decided_on(ballot, declaration)
    return {
        **_ballot(mail),
        "declaration": declaration,
        "if_carried": ballot.questions[0].if_carried if ballot.is_on_a_motion else "",
        "verdict": decided[0].word if len(decided) == 1 else word_of(declaration.outcome),
        "decided": decided,
        "link": link_to("ballots.result", ballot_id=declaration.ballot_id),
    }


def _anchor(mail: Mail) -> dict[str, Any]:
    return {"anchor": mail.context["anchor"], "link": link_to("record.office")}


FACTS: dict[str, Callable[[Mail], dict[str, Any]]] = {
    "invitation": _token,
    "reset": _token,
    "password_changed": _password_changed,
    "address_followed": _address_followed,
    "role_given": _role,
    "membership_suspended": _suspended,
    "membership_restored": _restored,
    "motion_seconded": _motion,
    "co_author_asked": _co_author_asked,
    "ballot_opened": _ballot,
    "ballot_called_off": _ballot,
    REMINDER: _ballot,
    REMINDER_ON_PAPER: _ballot,
    "ballot_declared": _declared,
    "receipt_open": _receipt_open,
    "paper_asked_for": _ballot,
    "receipt_secret": _ballot,
    "anchor": _anchor,
    **case_facts.FACTS,
    **election_facts.FACTS,
    **motion_facts.FACTS,
}
