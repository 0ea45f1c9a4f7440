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
    "both": "as orphan and as eager",
    "flaky": "a deleted shelf can be read twice, then not twice, and so on",
    "late": "what was made can be read 0.2 seconds later",
    "owned": "only who made a shelf can use it, and nobody without credentials",
    "shared": "as owned, but who has credentials may use every shelf",
    "open": "as owned, but who shows no credentials may do everything",
    "renames": "shows another name of a shelf than it has told",
    "marks": "a deleted book can be read, and says that it is deleted",
    "same": "answers with the shelf that has the name already",
    "polite": "says 200 to everything, and what is wrong in the body; a taken name with the id that has it",
    "politely": "as polite, and finishes a book that is finished",
    "denies": "answers 403 for what is gone",
}


class Shelves:
    """One storage: what it holds, and every request that came."""

    def __init__(self, mode="clean"):
        self.mode = mode
        self.kept = {}
        self.sent = []
        self._number = 0
        self._reads = 0
        self._who = ""
        self._owners = {}
        self._from = {}

    def answer(self, method, path, body=None, headers=None):
        """(status, body, headers) for a request; a body of text is sent as it is."""
        if path == "/sent":
            return 200, self.sent, {}
        self.sent.append({"method": method, "path": path, "body": body, "headers": dict(headers or {})})
        refused = self._refused(path, (headers or {}).get("Authorization", ""))
        status, answered, given = refused or self._special(method, path) or self._usual(method, path, body or {})
        if self.mode in ("polite", "politely"):
            return 200, {"error": None, **(answered or {})}, given
        return 403 if status == 404 and self.mode == "denies" else status, answered, given

    def _refused(self, path, who):
        """In the modes with owners: who may do this."""
        if self.mode not in ("owned", "open", "shared"):
            return None
        if not who:
            return None if self.mode == "open" else (401, {"error": "who is it?"}, {})
        if self.mode == "shared":
            return None
        self._who = who
        one = self.kept.get(path.split("/")[2]) if path.count("/") > 1 else None
        above = self.kept[one["shelf"]] if one and "shelf" in one else one
        return (404, {"error": "not found"}, {}) if above and self._owners[above["id"]] not in ("", who) else None

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
        if (one.get("dead") and not self._stays(method, one)) or time.monotonic() < self._from.get(found[1], 0):
            return 404, {"error": "not found"}, {}
        if found[2] == "/books":
            return self._create({"kind": "book", "shelf": found[1], "status": "open"})
        if found[2] == "/finish":
            if one["status"] == "done" and self.mode not in ("eager", "both", "politely"):
                return 409, {"error": "finished"}, {}
            one["status"] = "done"
        if method == "DELETE":
            return self._delete(found[1], one)
        note = {"bell": "\x07\x1b[31m\x00\ufffe"} if self.mode == "bell" else {}
        if self.mode == "renames" and one["kind"] == "shelf":
            note = {"name": "shelf"}
        return 200, {**one, **note}, {}

    def _stays(self, method, one):
        """Whether this that was deleted can be used nevertheless."""
        if method != "GET" or one["kind"] != "shelf":
            return method == "GET" and self.mode == "marks" and one["status"] == "deleted"
        self._reads += 1
        return self.mode in ("stays", "bell") or (self.mode == "flaky" and self._reads % 4 in (1, 2))

    def _create(self, one):
        same = (
            other for other in self.kept.values() if other.get("name", "") == one.get("name") and "dead" not in other
        )
        taken = next(same, None)
        if taken and self.mode == "same":
            return 200, taken, {}
        if taken and self.mode in ("polite", "politely"):
            return 409, {"error": "taken", "id": taken["id"]}, {}
        self._number += 1
        one["id"] = f"{one['kind'][0]}{self._number}"
        self.kept[one["id"]] = one
        self._owners[one["id"]] = self._who
        self._from[one["id"]] = time.monotonic() + (0.2 if self.mode == "late" else 0)
        if self.mode == "noid" and one["kind"] == "shelf":
            return 201, {"name": one["name"]}, {}
        return 201, one, {}

    def _delete(self, id_, one):
        one["dead"] = True
        if self.mode == "marks" and one["kind"] == "book":
            one["status"] = "deleted"
        for other in self.kept.values():
            if other.get("shelf") == id_ and self.mode not in ("orphan", "both"):
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
