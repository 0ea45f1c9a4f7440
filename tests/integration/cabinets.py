"""A small API that publishes a document of itself: cabinets and the files in them, in a process of its own.

The first part of a path names the mode (``clean`` or what is odd about it), the second a storage of its own, so that
one process serves every test: ``/orphan/a1b2/openapi.json``.
"""

import json
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

MODES = {
    "clean": "keeps to its document",
    "orphan": "a file stays readable when its cabinet is deleted",
    "loose": "a cabinet that is read has a text for a number",
    "closed": "no cabinet can be made: it says why",
    "picky": "a file needs a stamp of a colour, which the document does not say",
    "unmade": "the document asks for a body that nothing can be",
    "zoned": "cabinets are below a zone that nothing makes",
    "based": "the document says that paths begin with that of the storage",
    "keeps": "the name of a deleted cabinet cannot be used again",
    "resealed": "seals a file that is sealed",
    "twofold": "lets two cabinets have one name",
    "unsaid": "the document does not say that a name may be taken",
    "unsaid-twofold": "as unsaid, and lets two cabinets have one name",
    "serial": "as unsaid, and what may be taken is called a mark",
    "serial-twofold": "as serial, and lets two cabinets have one mark",
    "noted": "a file may have a remark, a size and somewhere else to be",
    "fragile": "as noted, and fails where a remark is not in ASCII",
    "strict": "as noted, and refuses a remark that is not in ASCII",
    "absent-501": "does not offer to seal, and says so in its document",
    "absent-503": "as absent-501, with another status",
    "absent-500": "fails to seal, and says so in its document",
    "failing-501": "does not offer to seal",
    "failing-503": "as failing-501, with another status",
    "wide": "has operations that nothing can be made of, one of them a GET that deletes everything",
    "secret": "asks for credentials, but for the list of cabinets",
    "silent": "answers 404 where the document should be",
    "talk": "answers a page where the document should be",
}
CABINET = {
    "type": "object",
    "required": ["id", "name"],
    "properties": {"id": {"type": "integer"}, "name": {"type": "string"}},
}
FILE = {
    "type": "object",
    "required": ["id", "state"],
    "properties": {
        "id": {"type": "integer"},
        "cabinet_id": {"type": "integer"},
        "title": {"type": "string"},
        "state": {"type": "string", "enum": ["open", "sealed"]},
    },
}
NEVER = {"type": "object", "required": ["code"], "properties": {"code": {"enum": []}}}


def document(mode="clean", base=""):
    """The document of a storage."""
    named: dict[str, Any] = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}
    taken = () if mode.startswith(("unsaid", "serial")) else ("409",)
    new = named
    if mode.startswith("serial"):
        new = {**named, "properties": {**named["properties"], "mark": {"type": "string", "maxLength": 30}}}
    titled: dict[str, Any] = {"type": "object", "required": ["title"], "properties": {"title": {"type": "string"}}}
    if mode in ("noted", "fragile", "strict"):
        more = {"remark": {"type": "string", "maxLength": 40}, "size": {"type": "integer", "maximum": 9, "minimum": 0}}
        titled = {**titled, "properties": {**titled["properties"], **more, "cabinet_id": {"type": "integer"}}}
    absent = (mode[-3:],) if mode.startswith("absent") else ()
    above = "/zones/{zone}" if mode == "zoned" else ""
    paths: dict[str, Any] = {
        f"{above}/cabinets": {
            "get": _operation("list_cabinets", {"type": "array", "items": CABINET}, tags=["reads"]),
            "post": _operation("create_cabinet", CABINET, "201", new, *taken),
        },
        f"{above}/cabinets/{{cabinet_id}}": {
            "get": _operation("get_cabinet", CABINET, tags=["reads"]),
            "patch": _operation("rename_cabinet", CABINET, "200", named, *taken),
            "delete": _operation("delete_cabinet", None, "204"),
        },
        f"{above}/cabinets/{{cabinet_id}}/files": {
            "get": _operation("list_files", {"type": "array", "items": FILE}, tags=["reads"]),
            "post": _operation("create_file", FILE, "201", NEVER if mode == "unmade" else titled, "422"),
        },
        "/files/{file_id}": {
            "get": _operation("get_file", FILE, tags=["reads"]),
            "delete": _operation("delete_file", None, "204"),
        },
        "/files/{file_id}/seal": {"post": _operation("seal_file", FILE, "200", None, "409", *absent)},
    }
    made: dict[str, Any] = {"openapi": "3.1.0", "info": {"title": "Cabinets", "version": "1"}, "paths": paths}
    # Where it says that the service is: nothing may ever be sent there.
    made["servers"] = [{"url": f"http://elsewhere.invalid{base if mode == 'based' else ''}"}]
    if mode == "wide":
        paths["/reset"] = {"get": _operation("reset_all", None)}
        paths["/login"] = {"post": _operation("login", None, "204", named)}
        paths["/zones/{zone}/doors"] = {"post": _operation("create_door", CABINET, "201", named)}
        paths["/zones/{zone}/doors/{door_id}"] = {"get": _operation("get_door", CABINET)}
    if mode == "secret":
        made["components"] = {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}}
        made["security"] = [{"key": []}]
        paths["/cabinets"]["get"]["security"] = []
    return made


def _operation(name, shown, status="200", body=None, *refusals, tags=()):
    responses: dict[str, Any] = {status: {"description": ""}}
    if shown is not None:
        responses[status]["content"] = {"application/json": {"schema": shown}}
    responses |= {refusal: {"description": ""} for refusal in ("404", *refusals)}
    said: dict[str, Any] = {"operationId": name, "responses": responses, "tags": list(tags)}
    if body is not None:
        said["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    return said


class Cabinets:
    """One storage: what it holds, and every request that came."""

    def __init__(self, mode="clean"):
        self.mode = mode
        self.kept = {}
        self.sent = []
        self._names = set()

    def answer(self, method, path, body, headers):
        """(status, body) for a request."""
        self.sent.append({"method": method, "path": path, "body": body, "headers": dict(headers)})
        if self.mode == "secret" and not headers.get("Authorization") and (method, path) != ("GET", "/cabinets"):
            return 401, {"error": "who is it?"}
        found = re.fullmatch(r"(?:/zones/blue)?/(cabinets|files)(?:/(\d+))?(?:/(files|seal))?", path)
        if found is None:
            return 404, {"error": "no such place"}
        kind, id_, part = found.groups()
        if id_ is None:
            return self._list("cabinets") if method == "GET" else self._create_cabinet(body)
        one = self.kept.get(int(id_))
        if one is None or one["kind"] != kind:
            return 404, {"error": "not found"}
        if part == "files":
            return self._list("files", one["id"]) if method == "GET" else self._create_file(one, body)
        return self._with(one, method, part, body)

    def _with(self, one, method, part, body):
        if part == "seal" and self.mode.startswith(("absent", "failing")):
            return int(self.mode[-3:]), {"error": "nobody is here to seal"}
        if part == "seal":
            if one["state"] == "sealed" and self.mode != "resealed":
                return 409, {"error": "it is sealed"}
            one["state"] = "sealed"
        elif method == "DELETE":
            del self.kept[one["id"]]
            self._names |= {one["name"]} if self.mode == "keeps" and "name" in one else set()
            below = [id_ for id_, other in self.kept.items() if other.get("cabinet_id") == one["id"]]
            for id_ in below if self.mode != "orphan" else ():
                del self.kept[id_]
            return 204, None
        elif method == "PATCH":
            others = [other for other in self.kept.values() if other is not one]
            if not self._is_free("name", body, others):
                return 409, {"error": "the name is taken"}
            one["name"] = body["name"]
        shown = _shown(one)
        return 200, shown | {"id": str(shown["id"])} if self.mode == "loose" and "name" in shown else shown

    def _list(self, kind, within=None):
        found = [one for one in self.kept.values() if one["kind"] == kind]
        return 200, [_shown(one) for one in found if within is None or one["cabinet_id"] == within]

    def _create_cabinet(self, body):
        if self.mode == "closed":
            return 403, {"error": "buy a plan first"}
        key = "mark" if self.mode.startswith("serial") else "name"
        if not self._is_free(key, body, self.kept.values()) or body["name"] in self._names:
            return 409, {"error": f"the {key} is taken"}
        mark = {"mark": body["mark"]} if "mark" in body else {}
        return 201, self._keep({"kind": "cabinets", "name": body["name"], **mark})

    def _is_free(self, key, body, others):
        return self.mode.endswith("twofold") or key not in body or body[key] not in [one.get(key) for one in others]

    def _create_file(self, cabinet, body):
        if self.mode == "picky" and (body or {}).get("stamp") != "blue":
            return 422, {"error": "the stamp must be blue"}
        title = (body or {}).get("title", "")
        if not (body or {}).get("remark", "").isascii() and self.mode in ("fragile", "strict"):
            return (500, {"error": "out of letters"}) if self.mode == "fragile" else (422, {"error": "no such letter"})
        return 201, self._keep({"kind": "files", "cabinet_id": cabinet["id"], "title": title, "state": "open"})

    def _keep(self, one):
        one["id"] = len(self.sent) + 1000
        self.kept[one["id"]] = one
        return _shown(one)


def _shown(one):
    return {name: value for name, value in one.items() if name != "kind"}


class Handler(BaseHTTPRequestHandler):
    """The same over HTTP."""

    protocol_version = "HTTP/1.1"
    storages: ClassVar[dict[tuple[str, str], Cabinets]] = {}

    def handle_any(self):
        """Answer a request of any method."""
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        _, mode, label, *rest = self.path.partition("?")[0].split("/")
        storage = self.storages.setdefault((mode, label), Cabinets(mode))
        status, answered = self._answered(storage, f"/{mode}/{label}", "/" + "/".join(rest), body)
        text = answered if isinstance(answered, str) else "" if answered is None else json.dumps(answered)
        head = f"Content-Type: application/json\r\nContent-Length: {len(text.encode())}\r\n"
        # One write: two would wait for each other's acknowledgement.
        self.wfile.write(f"HTTP/1.1 {status} _\r\n{head}\r\n{text}".encode())

    def _answered(self, storage, base, path, body):
        if path == "/sent":
            return 200, storage.sent
        if path in ("/openapi.json", "/openapi.yaml"):
            storage.sent.append({"method": "GET", "path": path, "body": None, "headers": dict(self.headers)})
            if storage.mode == "silent":
                return 404, {"error": "not here"}
            return 200, "<html>Welcome</html>" if storage.mode == "talk" else document(storage.mode, base)
        return storage.answer(self.command, path, body, self.headers)

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
