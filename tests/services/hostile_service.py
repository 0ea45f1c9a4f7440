"""A service that answers everything in one bad way: ``python hostile_service.py WAY LOG`` prints its URL.

Every request is written to LOG as ``GET /path``.
"""

import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

WAY, LOG = sys.argv[1], Path(sys.argv[2])

BODIES = {
    "html": (200, "text/html", b"<html><body>welcome</body></html>"),
    "empty": (200, "", b""),
    "nothing": (204, "", b""),
    "list": (200, "application/json", b"[1, 2, 3]"),
    "null": (200, "application/json", b"null"),
    "nested": (200, "application/json", b'{"data": {"items": [{"id": null}, {"id": [1]}]}, "id": {"a": 1}}'),
    "broken": (200, "application/json", b'{"id": '),
    "bytes": (200, "application/json; charset=latin-9", b"\xff\xfe\x00\x80"),
    "slow": (200, "application/json", b"{}"),
}


class Handler(BaseHTTPRequestHandler):
    """Reads what is sent, and answers as it answers everything."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing: what was asked is in LOG."""

    def answer(self) -> None:
        """The one answer."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        with LOG.open("a") as log:
            log.write(f"{self.command} {self.path}\n")
        status, kind, body = BODIES.get(WAY) or (int(WAY), "application/json", b'{"detail": "no, and it says why"}')
        if WAY == "slow":
            time.sleep(2)
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD" and status != 204:
            self.wfile.write(body)

    def __getattr__(self, name: str) -> object:
        if name.startswith("do_"):
            return self.answer
        raise AttributeError(name)


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    sys.stdout.write(f"http://127.0.0.1:{server.server_address[1]}" + "\n")
    sys.stdout.flush()
    server.serve_forever()
