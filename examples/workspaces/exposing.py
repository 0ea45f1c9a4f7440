"""The shortest sequence of requests that shows each bug of the service, written by hand.

Each is judged by its last answer alone: on the clean twin that answer is right, with the bug it is not. The
requests before it are only the way there. `length` counts them all, the last one included.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import requests

Ids: TypeAlias = dict[str, str]
Json: TypeAlias = Any
Judge: TypeAlias = Callable[[Json, Ids], bool]


@dataclass(frozen=True, slots=True)
class Step:
    """One request. `{w}` in a path or a body is the id that the step with `bind="w"` was answered."""

    method: str
    path: str
    status: int
    body: Mapping[str, str] | None = None
    bind: str | None = None
    user: str | None = "alice"


def _anything(body: Json, ids: Ids) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Exposure:
    """The shortest way to one bug; `right` says whether the last answer's body is right."""

    bug: str
    steps: tuple[Step, ...]
    right: Judge = _anything

    @property
    def length(self) -> int:
        """How many requests it takes, the exposing one included."""
        return len(self.steps)

    def shows(self, session: requests.Session, url: str) -> bool:
        """Send the requests; True when the last answer is wrong. Another status on the way there raises."""
        ids: Ids = {}
        for step in self.steps[:-1]:
            answer = send(session, url, step, ids)
            if answer.status_code != step.status:
                raise Strayed(f"{self.bug}: {step.method} {step.path} answered {answer.status_code}")
        return not self.is_right(send(session, url, self.steps[-1], ids), ids)

    def is_right(self, answer: requests.Response, ids: Ids) -> bool:
        """Whether this is what the clean twin answers to the last step."""
        if answer.status_code != self.steps[-1].status:
            return False
        return self.right(answer.json() if answer.content else None, ids)


class Strayed(Exception):
    """A sequence that went wrong before its last step."""


def send(session: requests.Session, url: str, step: Step, ids: Ids) -> requests.Response:
    """The answer to one step. A success binds its id in `ids`, a refusal never."""
    headers = {"Authorization": f"Bearer {step.user}-token"} if step.user else {}
    body = {key: value.format_map(ids) for key, value in step.body.items()} if step.body is not None else None
    path = step.path.format_map(ids)
    answer = session.request(step.method, url + path, json=body, headers=headers, timeout=10)
    if step.bind and answer.ok:
        ids[step.bind] = answer.json()["id"]
    return answer


def workspace(bind: str = "w", name: str = "demo", status: int = 201) -> Step:
    """Create a workspace."""
    return Step("POST", "/workspaces", status, {"name": name}, bind)


def upload(bind: str = "u", to: str = "w") -> Step:
    """Create an upload in workspace `to`."""
    return Step("POST", f"/workspaces/{{{to}}}/uploads", 201, {"name": "a.txt"}, bind)


def note(bind: str = "n") -> Step:
    """Create a note on upload `u`."""
    return Step("POST", "/uploads/{u}/notes", 201, {"text": "hello"}, bind)


def member(handle: str, to: str = "w") -> Step:
    """Create a reader in workspace `to`."""
    return Step("POST", f"/workspaces/{{{to}}}/members", 201, {"handle": handle, "role": "reader"})


def purchase(body: Mapping[str, str] | None = None, status: int = 201) -> Step:
    """Create a purchase in workspace `w`."""
    return Step("POST", "/workspaces/{w}/purchases", status, body or {}, "o")


def get(path: str, status: int = 200, user: str | None = "alice") -> Step:
    """Read or list."""
    return Step("GET", path, status, user=user)


def post(path: str, status: int = 200) -> Step:
    """Move something to another state."""
    return Step("POST", path, status)


def delete(path: str, status: int = 204, user: str = "alice") -> Step:
    """Delete something."""
    return Step("DELETE", path, status, user=user)


def change(method: str, path: str, status: int = 200, **body: str) -> Step:
    """Update something."""
    return Step(method, path, status, body)


def count(expected: int) -> Judge:
    """The list has this many entries."""
    return lambda body, ids: len(body) == expected


def field(name: str, expected: object) -> Judge:
    """The field has this value, in this type."""
    return lambda body, ids: body[name] == expected and type(body[name]) is type(expected)


def _other_id(body: Json, ids: Ids) -> bool:
    return bool(body["id"] != ids["u"])


NOTE = "/uploads/{u}/notes/{n}"
NOTES = "/uploads/{u}/notes"
UPLOAD = "/uploads/{u}"
UPLOADS = "/workspaces/{w}/uploads"
MEMBER = "/workspaces/{w}/members/a"
ORDER = "/purchases/{o}"
ORDERS = "/workspaces/{w}/purchases"
WORKSPACE = "/workspaces/{w}"
SUBMIT, PAY, CANCEL = f"{ORDER}/submit", f"{ORDER}/pay", f"{ORDER}/cancel"
FINISH, ARCHIVE = f"{UPLOAD}/finish", f"{UPLOAD}/archive"


def _exposures() -> Iterator[Exposure]:
    w, u, n, o, a = workspace(), upload(), note(), purchase(), member("a")
    other = workspace("w2", "other")

    def way(bug: str, *steps: Step, right: Judge = _anything) -> Exposure:
        return Exposure(bug, steps, right)

    # fmt: off
    # A line or two for each, to be read as a table.
    yield way("rename-onto-taken-name", w, other, change("PATCH", WORKSPACE, 409, name="other"))
    yield way("handle-unique-everywhere", w, other, a, member("a", to="w2"))
    yield way("second-delete-crashes", w, a, delete(MEMBER), delete(MEMBER, 404))
    yield way("upload-with-notes-crashes", w, u, n, delete(UPLOAD))
    renamed = change("PATCH", WORKSPACE, name="new")
    yield way("rename-not-stored", w, renamed, get(WORKSPACE), right=field("name", "new"))
    yield way("cached-upload-read", w, u, get(UPLOAD), delete(UPLOAD), get(UPLOAD, 404))
    yield way("second-delete-accepted", w, u, delete(UPLOAD), delete(UPLOAD, 404))
    yield way("orphan-notes", w, u, n, delete(WORKSPACE), get(NOTE, 404))
    yield way("orphan-members", w, a, delete(WORKSPACE), get(MEMBER, 404))
    yield way("orphan-sold-purchases", w, o, post(SUBMIT), delete(WORKSPACE), get(ORDER, 404))
    yield way("deleted-note-updatable", w, u, n, delete(NOTE), change("PUT", NOTE, 404, text="again"))
    yield way("deleted-purchase-submittable", w, o, delete(ORDER), post(SUBMIT, 404))
    yield way("note-delete-takes-all", w, u, n, note("n2"), delete(NOTE), get(NOTES), right=count(1))
    yield way("member-delete-by-prefix", w, a, member("a-staging"), delete(MEMBER), get(f"{MEMBER}-staging"))
    yield way("finish-touches-siblings", w, u, upload("u2"), post(FINISH), get("/uploads/{u2}"),
              right=field("status", "pending"))
    promoted = change("PATCH", MEMBER, role="editor")
    yield way("role-change-everywhere", w, other, a, member("a", to="w2"), promoted,
              get("/workspaces/{w2}/members/a"), right=field("role", "reader"))
    yield way("note-through-any-upload", w, u, upload("u2"), n, get("/uploads/{u2}/notes/{n}", 404))
    yield way("purchase-takes-foreign-upload", w, other, upload(to="w2"), purchase({"upload_id": "{u}"}, 404))
    yield way("list-keeps-deleted-upload", w, u, delete(UPLOAD), get(UPLOADS), right=count(0))
    yield way("list-misses-second-upload", w, u, upload("u2"), get(UPLOADS), right=count(2))
    yield way("rename-leaves-copy", w, u, change("PATCH", UPLOAD, name="b.txt"), get(UPLOADS), right=count(1))
    yield way("list-repeats-workspace", w, a, member("b"), get("/workspaces"), right=count(1))
    yield way("refused-name-stored", w, workspace("w2", status=409), get("/workspaces"), right=count(1))
    refused = purchase({"upload_id": "{u}"}, 404)
    yield way("refused-purchase-left-behind", w, u, delete(UPLOAD), refused, get(ORDERS), right=count(0))
    yield way("refused-cancel-cancels", w, o, post(SUBMIT), post(PAY), post(CANCEL, 409), get(ORDER),
              right=field("status", "paid"))
    yield way("refused-submit-duplicates", w, o, post(SUBMIT), post(SUBMIT, 409), get(ORDERS), right=count(1))
    yield way("finish-accepted-twice", w, u, post(FINISH), post(FINISH, 409))
    yield way("archive-from-pending", w, u, post(ARCHIVE, 409))
    yield way("paid-purchase-cancellable", w, o, post(SUBMIT), post(PAY), post(CANCEL, 409))
    yield way("submit-keeps-draft", w, o, post(SUBMIT), get(ORDER), right=field("status", "submitted"))
    yield way("pay-ships", w, o, post(SUBMIT), post(PAY), right=field("status", "paid"))
    yield way("submitted-purchase-deletable", w, o, post(SUBMIT), delete(ORDER, 409))
    yield way("upload-id-reused", w, u, delete(UPLOAD), upload("u2"), right=_other_id)
    yield way("upload-inherits-notes", w, u, n, delete(UPLOAD), upload("u2"), get("/uploads/{u2}/notes"),
              right=count(0))
    yield way("upload-count-drifts", w, u, delete(UPLOAD), get(WORKSPACE), right=field("upload_count", 0))
    yield way("freed-name-stays-taken", w, delete(WORKSPACE), w)
    yield way("freed-handle-stays-taken", w, a, delete(MEMBER), a)
    yield way("third-member-crashes", w, a, member("b"), member("c"))
    yield way("stranger-reads-upload", w, u, get(UPLOAD, 404, user="bob"))
    yield way("stranger-deletes-workspace", w, delete(WORKSPACE, 404, user="bob"))
    yield way("stranger-sees-workspaces", w, get("/workspaces", user="bob"), right=count(0))
    yield way("note-without-credentials", w, u, n, get(NOTE, 401, user=None))
    yield way("size-becomes-string", w, u, post(FINISH), right=field("size", 0))
    yield way("dangling-purchase-upload", w, u, purchase({"upload_id": "{u}"}), delete(UPLOAD), get(ORDER),
              right=field("upload_id", None))
    yield way("archived-counted-twice", w, u, post(FINISH), post(ARCHIVE), get(WORKSPACE),
              right=field("upload_count", 1))
    # fmt: on


EXPOSURES = {exposure.bug: exposure for exposure in _exposures()}
