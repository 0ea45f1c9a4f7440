"""A small API, shelves and the books on them: over HTTP in a process of its own, or in memory behind a client.

Copied as ``shelves.py`` beside the inner tests. The first part of a path names the mode (``clean`` or a bug), the
second a storage of its own, so that one process serves every test: ``/orphan/a1b2/shelves``.
"""

import json
import re
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

MODES = {
    "clean": "keeps to the declarations",
    "orphan": "a book stays readable when its shelf is deleted",
    "stays": "a deleted shelf stays readable",
    "eager": "finishes a book that is finished",
    "broken": "answers 500 to the deletion of a book",
    "html": "answers a page to a create",
    "noid": "leaves the id out of a created shelf",
    "torn": "answers half a JSON document to a create",
    "away": "redirects a read to another host",
    "slow": "takes a second to read a book",
    "clingy": "never deletes a shelf",
    "bell": "as stays, with control characters in the answer",
}


class Shelves:
    """One storage: what it holds, and every request that came."""

    def __init__(self, mode="clean"):
        self.mode = mode
        self.kept = {}
        self.sent = []
        self._number = 0

    def answer(self, method, path, body=None, headers=None):
        """(status, body, headers) for a request; a body of text is sent as it is."""
        if path == "/sent":
            return 200, self.sent, {}
        self.sent.append({"method": method, "path": path, "body": body, "headers": dict(headers or {})})
        return self._special(method, path) or self._usual(method, path, body or {})

    def _special(self, method, path):
        kind = "shelf" if path.startswith("/shelves") and "books" not in path else "book"
        if self.mode == "html" and method == "POST":
            return 200, "<html><body>Welcome</body></html>", {"Content-Type": "text/html"}
        if self.mode == "torn" and method == "POST":
            return 201, '{"id": "s', {}
        if self.mode == "away" and method == "GET":
            return 302, "", {"Location": "http://elsewhere.invalid/"}
        if self.mode == "slow" and method == "GET" and kind == "book":
            time.sleep(1)
        if self.mode == "broken" and method == "DELETE" and kind == "book":
            return 500, {"error": "out of memory"}, {}
        if self.mode == "clingy" and method == "DELETE" and kind == "shelf":
            return 405, {"error": "not here"}, {}
        return None

    def _usual(self, method, path, body):
        if method == "POST" and path == "/shelves":
            return self._create({"kind": "shelf", "name": body.get("name")})
        found = re.fullmatch(r"/(?:shelves|books)/([^/]+)(/books|/finish)?", path)
        if found is None or found[1] not in self.kept:
            return 404, {"error": "not found"}, {}
        one = self.kept[found[1]]
        if one.get("dead") and not (self.mode in ("stays", "bell") and one["kind"] == "shelf" and method == "GET"):
            return 404, {"error": "not found"}, {}
        if found[2] == "/books":
            return self._create({"kind": "book", "shelf": found[1], "status": "open"})
        if found[2] == "/finish":
            if one["status"] == "done" and self.mode != "eager":
                return 409, {"error": "finished"}, {}
            one["status"] = "done"
        if method == "DELETE":
            return self._delete(found[1], one)
        note = {"bell": "\x07\x1b[31m\x00\ufffe"} if self.mode == "bell" else {}
        return 200, {**one, **note}, {}

    def _create(self, one):
        self._number += 1
        one["id"] = f"{one['kind'][0]}{self._number}"
        self.kept[one["id"]] = one
        if self.mode == "noid" and one["kind"] == "shelf":
            return 201, {"name": one["name"]}, {}
        return 201, one, {}

    def _delete(self, id_, one):
        one["dead"] = True
        for other in self.kept.values():
            if other.get("shelf") == id_ and self.mode != "orphan":
                other["dead"] = True
        return 204, None, {}


class Answer:
    """What the client in memory gives back."""

    def __init__(self, status, body):
        self.status_code = status
        self._body = body

    def json(self):
        """The body."""
        return self._body


class Memory:
    """A client that needs no server."""

    def __init__(self, mode="clean", headers=None):
        self.shelves = Shelves(mode)
        self.headers = headers or {}

    def _request(self, method, path, json=None):
        status, body, _ = self.shelves.answer(method, path, json, self.headers)
        return Answer(status, body)

    def get(self, path):
        """The answer to a GET."""
        return self._request("GET", path)

    def post(self, path, json=None):
        """The answer to a POST."""
        return self._request("POST", path, json)

    def delete(self, path):
        """The answer to a DELETE."""
        return self._request("DELETE", path)


class Handler(BaseHTTPRequestHandler):
    """The same over HTTP."""

    protocol_version = "HTTP/1.1"
    storages: ClassVar[dict[tuple[str, str], Shelves]] = {}

    def handle_any(self):
        """Answer a request of any method."""
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        _, mode, label, *rest = self.path.split("/")
        storage = self.storages.setdefault((mode, label), Shelves(mode))
        status, answered, headers = storage.answer(self.command, "/" + "/".join(rest), body, self.headers)
        text = answered if isinstance(answered, str) else "" if answered is None else json.dumps(answered)
        given = {"Content-Type": "application/json", "Content-Length": str(len(text.encode())), **headers}
        head = "".join(f"{name}: {value}\r\n" for name, value in given.items())
        # One write: two would wait for each other's acknowledgement.
        self.wfile.write(f"HTTP/1.1 {status} _\r\n{head}\r\n{text}".encode())

    def __getattr__(self, name):
        """``do_GET`` and the like."""
        if name.startswith("do_"):
            return self.handle_any
        raise AttributeError(name)

    def log_message(self, *args):
        """Say nothing."""


def serve():
    """Serve on a free loopback port, which is printed."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    print(server.server_port, flush=True)  # noqa: T201 - read by the fixture
    server.serve_forever()


if __name__ == "__main__":
    serve()
