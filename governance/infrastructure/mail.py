"""Handing a mail to the society's mail server, and telling apart the ways in which that can fail.

A mail may go out once at most. So what matters of a failure is whether the server can have
taken the mail: before its last line was sent it cannot; once it was sent and no answer came,
nobody knows.
"""

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.utils import parseaddr
from urllib.parse import parse_qs, unquote, urlsplit

SECONDS_TO_ANSWER = 30
PORTS = {"smtp": 25, "smtps": 465}
READY_FOR_THE_MAIL = 354
ANSWERS = 250


class NotTaken(Exception):
    """The server did not take the mail; `for_good` when asking again would change nothing."""

    def __init__(self, reason: str, *, for_good: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.for_good = for_good


class NotReached(Exception):
    """There is no connection, or it broke before the mail can have been taken."""


class NotAnswered(Exception):
    """The whole mail was sent and no answer came: it may have been taken."""


class UnusableAddress(ValueError):
    """SMTP_URL is not the address of a mail server."""


@dataclass(frozen=True)
class MailServer:
    """Where the society's mail server is, and how to speak to it."""

    host: str
    port: int
    encrypted: bool = False
    starttls: bool = False
    user: str = ""
    password: str = ""

    @classmethod
    def at(cls, url: str) -> "MailServer":
        """Read `smtp://user:password@host:587?starttls=1` or `smtps://…`.

        Raises:
            UnusableAddress: with what is wrong; never with the password.
        """
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as reason:
            raise UnusableAddress("SMTP_URL has a port that is not a number.") from reason
        if parts.scheme not in PORTS or not parts.hostname:
            raise UnusableAddress("SMTP_URL must be like smtp://user:password@host:587?starttls=1.")
        starttls = parse_qs(parts.query).get("starttls", ["0"])[-1] in ("1", "true", "yes")
        return cls(
            host=parts.hostname,
            port=port or PORTS[parts.scheme],
            encrypted=parts.scheme == "smtps",
            starttls=starttls and parts.scheme == "smtp",
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )


class Line:
    """A connection to the mail server, opened at the first mail and kept for those that follow."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._smtp: smtplib.SMTP | None = None

    def hand_over(self, message: EmailMessage) -> None:
        """Give one mail to the server; returning means that it was taken.

        Raises:
            NotReached: it was not taken, for want of a connection.
            NotTaken: the server said no.
            NotAnswered: whether it was taken is not known.
        """
        smtp = self._opened()
        try:
            self._announce(smtp, message)
        except smtplib.SMTPNotSupportedError as reason:
            raise NotTaken(f"The server cannot write to it: {reason}.", for_good=True) from reason
        except (OSError, smtplib.SMTPException) as reason:
            self.close()
            raise NotReached(_in_words(reason)) from reason
        self._await_answer(smtp)

    def reach(self) -> None:
        """Have a connection that answers, without giving anything to the server.

        Raises:
            NotReached: there is none.
        """
        try:
            if self._smtp is not None and self._smtp.noop()[0] == ANSWERS:
                return
        except (OSError, smtplib.SMTPException):
            pass
        self.close()
        self._opened()

    def close(self) -> None:
        """Hang up."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            smtp.close()

    def say_goodbye(self) -> None:
        """End the conversation politely."""
        if self._smtp is not None:
            with _untroubled():
                self._smtp.quit()
        self.close()

    def _opened(self) -> smtplib.SMTP:
        if self._smtp is None:
            try:
                self._smtp = _connection(self._server)
            except (OSError, smtplib.SMTPException) as reason:
                raise NotReached(_in_words(reason)) from reason
        return self._smtp

    def _announce(self, smtp: smtplib.SMTP, message: EmailMessage) -> None:
        sender, recipient = parseaddr(message["From"])[1], parseaddr(message["To"])[1]
        beyond_ascii = not (sender + recipient).isascii()
        if beyond_ascii and not smtp.has_extn("smtputf8"):
            raise smtplib.SMTPNotSupportedError("the address has letters beyond ASCII")
        policy = WIRE.clone(utf8=True) if beyond_ascii else WIRE
        self._expect(smtp, smtp.mail(sender, ["SMTPUTF8"] if beyond_ascii else []), 250)
        self._expect(smtp, smtp.rcpt(recipient), 250, 251)
        self._expect(smtp, smtp.docmd("DATA"), READY_FOR_THE_MAIL)
        lines = re.sub(rb"(?m)^\.", b"..", message.as_bytes(policy=policy))
        smtp.send(lines if lines.endswith(b"\r\n") else lines + b"\r\n")
        smtp.send(b".\r\n")

    def _await_answer(self, smtp: smtplib.SMTP) -> None:
        try:
            answer = smtp.getreply()
        except (OSError, smtplib.SMTPException) as reason:
            self.close()
            raise NotAnswered(_in_words(reason)) from reason
        self._expect(smtp, answer, 250)

    def _expect(self, smtp: smtplib.SMTP, answer: tuple[int, bytes], *wanted: int) -> None:
        code, words = answer
        if code in wanted:
            return
        with _untroubled():
            smtp.rset()
        if code == 421:  # "closing the channel": the server is going away
            self.close()
        said = " ".join(words.decode("utf-8", "replace").split())
        raise NotTaken(f"The server answered {code} {said}", for_good=code >= 500)


@contextmanager
def line_to(server: MailServer) -> Iterator[Line]:
    """Give a line for a batch of mails and hang up afterwards."""
    line = Line(server)
    try:
        yield line
    finally:
        line.say_goodbye()


def _connection(server: MailServer) -> smtplib.SMTP:
    if server.encrypted:
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host,
            server.port,
            timeout=SECONDS_TO_ANSWER,
            context=ssl.create_default_context(),
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=SECONDS_TO_ANSWER)
    try:
        smtp.ehlo_or_helo_if_needed()
        if server.starttls:
            smtp.starttls(context=ssl.create_default_context())
            smtp.ehlo_or_helo_if_needed()
        if server.user:
            smtp.login(server.user, server.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


@contextmanager
def _untroubled() -> Iterator[None]:
    """Go on if the connection is gone: the next mail will open another."""
    with suppress(OSError, smtplib.SMTPException):
        yield


def _in_words(reason: Exception) -> str:
    if isinstance(reason, smtplib.SMTPAuthenticationError):
        return "The mail server did not accept the user name and password of SMTP_URL."
    return f"The mail server could not be reached: {' '.join(str(reason).split())}"
