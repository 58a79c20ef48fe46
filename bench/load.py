"""A load generator that leaves the cores to the server: raw sockets, requests made beforehand.

Each connection sends its next request as soon as the answer to the last one is in.
"""

import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import takewhile
from multiprocessing import get_context

SECONDS_AT_MOST = 30
END_OF_HEAD = b"\r\n\r\n"


@dataclass
class Outcome:
    """What the server answered, and how soon."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    wrong: list[bytes] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.seconds

    def milliseconds(self, percent: float) -> float:
        """Return the time within which so many percent of the answers came."""
        ordered = sorted(self.latencies)
        return ordered[min(int(len(ordered) * percent / 100), len(ordered) - 1)] * 1000


@dataclass
class _Line:
    """One connection: what it has asked and what came so far."""

    socket: socket.socket
    began: float = 0.0
    received: bytearray = field(default_factory=bytearray)
    expected: int = 0

    def is_whole(self) -> bool:
        if not self.expected:
            end = self.received.find(END_OF_HEAD)
            if end < 0:
                return False
            self.expected = end + len(END_OF_HEAD) + _content_length(bytes(self.received[:end]))
        return len(self.received) >= self.expected


def fire(
    address: tuple[str, int], requests: Sequence[bytes], *, connections: int, good: bytes
) -> Outcome:
    """Send the requests over so many connections, from a process of its own.

    It stops after half a minute, though some may be left. An answer without the words `good` in it
    is kept among the wrong ones.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(_fire, address, requests, connections, good).result()


def _fire(
    address: tuple[str, int], requests: Sequence[bytes], connections: int, good: bytes
) -> Outcome:
    outcome, waiting = Outcome(), _for_half_a_minute(requests)
    with selectors.DefaultSelector() as selector:
        for _ in range(connections):
            line = _Line(socket.create_connection(address))
            line.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            selector.register(line.socket, selectors.EVENT_READ, line)
        began = time.perf_counter()
        for key in list(selector.get_map().values()):
            _ask_next(selector, key.data, waiting)
        while selector.get_map():
            for key, _events in selector.select():
                _hear(selector, key.data, waiting, outcome, good)
        outcome.seconds = time.perf_counter() - began
    return outcome


def _hear(
    selector: selectors.BaseSelector,
    line: _Line,
    waiting: Iterator[bytes],
    outcome: Outcome,
    good: bytes,
) -> None:
    part = line.socket.recv(1 << 18)
    if not part:
        raise ConnectionError("The server hung up.")
    line.received += part
    if not line.is_whole():
        return
    outcome.latencies.append(time.perf_counter() - line.began)
    if good not in line.received:
        outcome.wrong.append(bytes(line.received))
    _ask_next(selector, line, waiting)


def _ask_next(selector: selectors.BaseSelector, line: _Line, waiting: Iterator[bytes]) -> None:
    request = next(waiting, None)
    if request is None:
        selector.unregister(line.socket)
        line.socket.close()
        return
    line.received.clear()
    line.expected = 0
    line.began = time.perf_counter()
    line.socket.sendall(request)


def _for_half_a_minute(requests: Sequence[bytes]) -> Iterator[bytes]:
    over = time.perf_counter() + SECONDS_AT_MOST
    return takewhile(lambda _: time.perf_counter() < over, requests)


def _content_length(head: bytes) -> int:
    for header in head.split(b"\r\n")[1:]:
        name, _, value = header.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise ValueError(f"The answer does not say how long it is: {head!r}")
