"""A small real server in a thread that answers each path with the very bytes of a test, and closes the connection.

They should say ``Connection: close``, or the next request may meet a connection that ends just then.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

_NOWHERE = b"HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


@dataclass(slots=True)
class RawServer:
    """Its URL, the paths that it was asked for, and the bytes for each path; other paths answer 404."""

    url: str = ""
    asked: list[str] = field(default_factory=list)
    answers: dict[str, bytes] = field(default_factory=dict)


@contextmanager
def raw_server() -> Iterator[RawServer]:
    """A server that runs until the block ends."""
    shared = RawServer()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        shared.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        thread = threading.Thread(target=_serve, args=(listening, shared), daemon=True)
        thread.start()
        try:
            yield shared
        finally:
            # Closing alone does not wake who waits for a connection.
            with suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)
            with suppress(OSError):
                socket.create_connection(listening.getsockname(), timeout=1).close()
    thread.join(timeout=5)


def _serve(listening: socket.socket, shared: RawServer) -> None:
    while True:
        try:
            connection, _ = listening.accept()
        except OSError:
            return
        with connection, suppress(OSError):
            connection.settimeout(5)
            _answer(connection, shared)


def _answer(connection: socket.socket, shared: RawServer) -> None:
    """Read the head of one request, which is all that a GET has, and send what there is for its path."""
    head = b""
    while b"\r\n\r\n" not in head:
        received = connection.recv(65536)
        if not received:
            return
        head += received
    path = head.split(b" ")[1].decode()
    shared.asked.append(path)
    connection.sendall(shared.answers.get(path, _NOWHERE))
    connection.shutdown(socket.SHUT_WR)
    connection.recv(1)  # until the other side has read and closed: closing first could take away what it has not read


@contextmanager
def kept_server(answers: list[str]) -> Iterator[tuple[str, list[int]]]:
    """A server that keeps its connections; the last answer is given again and again. Gives its URL, and how many
    requests came over each connection."""
    counts: list[int] = []
    left = list(answers)

    def talk(connection: socket.socket, place: int) -> None:
        with connection, suppress(OSError):
            connection.settimeout(5)
            while connection.recv(65536):
                counts[place] += 1
                connection.sendall((left.pop(0) if len(left) > 1 else left[0]).encode())

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            counts.append(0)
            threading.Thread(target=talk, args=(connection, len(counts) - 1), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=serve, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}", counts
        finally:
            with suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)
