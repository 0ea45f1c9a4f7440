"""Start the service: `python examples/workspaces/service --port 0 --bug orphan-notes`."""

import argparse
import socket
import sys
from contextlib import closing
from pathlib import Path

import uvicorn

if not __package__:
    # Run as a directory: its parent is what makes `service` importable, with relative imports and all.
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from service.app import create_app
from service.bugs import NAMES, Bugs
from service.storage import Storage

HOST = "127.0.0.1"


class Server(uvicorn.Server):
    """Says on stdout where it listens, once it accepts requests."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start as uvicorn does, then print the one line."""
        await super().startup(sockets)
        for bound in sockets or ():
            print(f"listening on http://{HOST}:{bound.getsockname()[1]}", flush=True)


def bind(port: int) -> socket.socket:
    """A socket on the loopback interface, for uvicorn to listen on."""
    # The protocol is named: only then does asyncio turn off Nagle's delay, which costs 40 ms an answer.
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind((HOST, port))
    return bound


def main(arguments: list[str] | None = None) -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(prog="service", description="An example service with bugs.")
    parser.add_argument("--port", type=int, default=8000, help="0 takes a free one (default: 8000)")
    parser.add_argument("--database", default=":memory:", help="an SQLite file (default: in memory)")
    parser.add_argument("--bug", action="append", default=[], metavar="NAME", choices=sorted(NAMES), help="repeatable")
    parser.add_argument("--switchable", action="store_true", help="tests only: POST /_bugs changes the bugs")
    chosen = parser.parse_args(arguments)
    with closing(Storage(chosen.database)) as storage, closing(bind(chosen.port)) as bound:
        app = create_app(storage, Bugs(chosen.bug), switchable=chosen.switchable)
        config = uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off")
        Server(config).run([bound])


if __name__ == "__main__":
    main()
