"""A real SMTP server on a free loopback port, with a mind of its own when a test wants one."""

import asyncio
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import TracebackType

from aiosmtpd.smtp import SMTP, Envelope, Session

HOST = "127.0.0.1"


class SmtpServer:
    """Collects what it is sent. It can refuse the next few messages, or answer slowly."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.refusals_given = 0
        self.host = HOST
        self.port = 0
        self._refuse = 0
        self._code = 451
        self._delay = 0.0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="smtp", daemon=True)
        self._ready = threading.Event()
        self._stop = asyncio.Event()

    @property
    def url(self) -> str:
        """Return the address as the application's settings write it."""
        return f"smtp://{self.host}:{self.port}"

    def refuse(self, count: int, *, code: int = 451) -> None:
        """Refuse the next `count` messages: 4xx for now, 5xx for good."""
        self._refuse, self._code = count, code

    def delay(self, seconds: float) -> None:
        """Take this long over each message."""
        self._delay = seconds

    def clear(self) -> None:
        """Forget the messages and be willing again."""
        self.messages.clear()
        self.recipients.clear()
        self._refuse, self._delay, self.refusals_given = 0, 0.0, 0

    def to(self, address: str) -> list[EmailMessage]:
        """Return the messages sent to this address, in order of arrival."""
        pairs = zip(self.messages, self.recipients, strict=True)
        return [message for message, recipients in pairs if address in recipients]

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  (the library's name)
        """Take one message, or not."""
        await asyncio.sleep(self._delay)
        if self._refuse > 0:
            self._refuse -= 1
            self.refusals_given += 1
            return f"{self._code} Not now, the postmaster is at lunch"
        content = envelope.content
        assert isinstance(content, bytes)
        parsed = message_from_bytes(content, policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        self.recipients.append(list(envelope.rcpt_tos))
        self.messages.append(parsed)
        return "250 Taken"

    def __enter__(self) -> "SmtpServer":
        self._thread.start()
        assert self._ready.wait(timeout=30), "the SMTP server did not start"
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _reason: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(timeout=30)

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(self._conversation, self.host, 0)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()

    def _conversation(self) -> SMTP:
        return SMTP(self, hostname="localhost", enable_SMTPUTF8=True, loop=self._loop)
