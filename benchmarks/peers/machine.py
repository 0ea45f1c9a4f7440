"""The service as a state machine of Hypothesis: what a skilled user writes by hand, the whole model and its checks.

Every answer is compared with the model. A workspace that was changed may be read back in full at any time, and all are
at the end of an example; what is gone is asked for once in each way. An example begins with one of each, because
Hypothesis leaves out rules at random. Names have a prefix of their example, so that examples do not meet.
"""

import itertools
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import requests
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

Body: TypeAlias = Any
URL = os.environ["SERVICE_URL"]
PREFIXES = itertools.count()
SESSION = requests.Session()
SESSION.trust_env = False
USERS = st.sampled_from(("alice", "bob"))
NAMES = st.sampled_from(("red", "green", "blue", "grey"))
HANDLES = st.sampled_from(("ann", "ann-2", "bo", "cy", "di"))
ROLES = st.sampled_from(("reader", "editor"))
SIZES = st.integers(min_value=0, max_value=2**40)
MOVES = {
    "submit": (("draft",), "submitted"),
    "pay": (("submitted",), "paid"),
    "ship": (("paid",), "shipped"),
    "cancel": (("draft", "submitted"), "cancelled"),
}
NEXT = {"draft": "submit", "submitted": "pay", "paid": "ship"}


@dataclass(eq=False)
class Workspace:
    owner: str
    id: str
    name: str
    alive: bool = True
    uploads: list["Upload"] = field(default_factory=list)
    members: list["Member"] = field(default_factory=list)
    purchases: list["Purchase"] = field(default_factory=list)
    gone: list["Thing"] = field(default_factory=list)

    @property
    def workspace(self) -> "Workspace":
        return self

    @property
    def path(self) -> str:
        return f"/workspaces/{self.id}"

    def body(self) -> Body:
        counts = {"upload_count": len(self.uploads), "member_count": len(self.members)}
        return {"id": self.id, "name": self.name} | counts


@dataclass(eq=False)
class Upload:
    workspace: Workspace
    id: str
    name: str
    size: int
    status: str = "pending"
    alive: bool = True
    notes: list["Note"] = field(default_factory=list)

    @property
    def path(self) -> str:
        return f"/uploads/{self.id}"

    def body(self) -> Body:
        parent = {"id": self.id, "workspace_id": self.workspace.id}
        return parent | {"name": self.name, "size": self.size, "status": self.status}


@dataclass(eq=False)
class Note:
    upload: Upload
    id: str
    text: str
    alive: bool = True

    @property
    def workspace(self) -> Workspace:
        return self.upload.workspace

    @property
    def path(self) -> str:
        return f"{self.upload.path}/notes/{self.id}"

    def body(self) -> Body:
        return {"id": self.id, "upload_id": self.upload.id, "text": self.text}


@dataclass(eq=False)
class Member:
    workspace: Workspace
    handle: str
    role: str
    alive: bool = True

    @property
    def path(self) -> str:
        return f"{self.workspace.path}/members/{self.handle}"

    def body(self) -> Body:
        return {"workspace_id": self.workspace.id, "handle": self.handle, "role": self.role}


@dataclass(eq=False)
class Purchase:
    workspace: Workspace
    id: str
    upload: Upload | None
    status: str = "draft"
    alive: bool = True

    @property
    def path(self) -> str:
        return f"/purchases/{self.id}"

    def body(self) -> Body:
        upload = self.upload.id if self.upload else None
        return {"id": self.id, "workspace_id": self.workspace.id, "upload_id": upload, "status": self.status}


Thing: TypeAlias = Workspace | Upload | Note | Member | Purchase


def requests_for(thing: Thing) -> Iterator[tuple[str, str, Body]]:
    """What can be asked of a thing."""
    yield "GET", thing.path, None
    yield "DELETE", thing.path, None
    match thing:
        case Workspace():
            yield "PATCH", thing.path, {"name": "new"}
        case Upload():
            yield "PATCH", thing.path, {"name": "new"}
            yield from (("POST", f"{thing.path}/{verb}", None) for verb in ("finish", "archive"))
        case Note():
            yield "PUT", thing.path, {"text": "new"}
        case Member():
            yield "PATCH", thing.path, {"role": "editor"}
        case Purchase():
            yield from (("POST", f"{thing.path}/{verb}", None) for verb in MOVES)


def send(user: str | None, method: str, path: str, body: Body = None) -> requests.Response:
    headers = {"Authorization": f"Bearer {user}-token"} if user else {}
    return SESSION.request(method, URL + path, json=body, headers=headers, timeout=10)


def expect(answer: requests.Response, status: int, body: Body = None) -> Body:
    """The body of the answer, which must have this status and at least these fields."""
    about = f"{answer.request.method} {answer.request.path_url}"
    assert answer.status_code == status, f"{about}: {answer.status_code}, not {status}"
    shown = answer.json() if answer.content else None
    if isinstance(body, dict):
        assert {name: shown[name] for name in body} == body, f"{about}: {shown}, not {body}"
    elif isinstance(body, list):
        pairs = [{name: one[name] for name in body[0]} for one in shown] if body else shown
        assert pairs == body, f"{about}: {shown}, not {body}"
    return shown


def of(kind: type[Thing], *, alive: bool = True) -> st.SearchStrategy[Any]:
    """One of the things of the example. Its rule needs a precondition: there is one."""
    return st.runner().flatmap(lambda machine: st.sampled_from(machine.which(kind, alive)))


def has(kind: type[Thing], *, alive: bool = True, least: int = 1) -> Callable[[Any], bool]:
    """The precondition: there are as many of the kind."""
    return lambda machine: len(machine.which(kind, alive)) >= least


class Service(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.prefix = f"{next(PREFIXES)}-"
        self.things: list[Any] = []
        self.ids: set[str] = set()
        self.questions: list[tuple[Thing, str, str, Body]] = []
        self.touched: Workspace | None = None

    # -- the model

    def which(self, kind: type[Thing], alive: bool = True) -> list[Any]:
        return [thing for thing in self.things if isinstance(thing, kind) and thing.alive == alive]

    def own(self, user: str) -> list[Workspace]:
        return [one for one in self.which(Workspace) if one.owner == user]

    def taken(self, user: str, name: str) -> bool:
        return any(one.name == name for one in self.own(user))

    def born(self, thing: Any) -> Any:
        """Remember something new; nothing had its id before."""
        if not isinstance(thing, Member):
            assert thing.id not in self.ids, f"{thing.id} was used before"
            self.ids.add(thing.id)
        self.things.append(thing)
        self.touched = thing.workspace
        return thing

    def bury(self, *things: Thing) -> None:
        for thing in things:
            thing.alive = False
            self.questions += [(thing, *request) for request in requests_for(thing)]
            thing.workspace.gone.append(thing)

    def change(self, thing: Any, method: str, path: str, body: Body = None, *, allowed: bool = True, **to: Any) -> bool:
        """Send a change of something alive, compare the answer, and set what it changes; False where it was refused."""
        self.touched = thing.workspace
        answer = send(thing.workspace.owner, method, path, body)
        if not allowed:
            expect(answer, 409)
            return False
        for name, value in to.items():
            setattr(thing, name, value)
        expect(answer, 204 if method == "DELETE" else 200, None if method == "DELETE" else thing.body())
        return True

    # -- workspaces

    @initialize(name=NAMES, size=SIZES, role=ROLES)
    def begin_with_one_of_each(self, name: str, size: int, role: str) -> None:
        self.create_workspace("alice", "other")
        self.create_workspace("alice", name)
        workspace = self.which(Workspace)[1]
        self.create_upload(workspace, name, size)
        (upload,) = self.which(Upload)
        self.create_note(upload, name)
        self.create_member(workspace, "ann", role)
        self.create_purchase(workspace, upload)

    @rule(owner=USERS, name=NAMES)
    def create_workspace(self, owner: str, name: str) -> None:
        name = self.prefix + name
        answer = send(owner, "POST", "/workspaces", {"name": name})
        if self.taken(owner, name):
            expect(answer, 409)
            self.look_at_the_list(owner)
        else:
            shown = expect(answer, 201, {"name": name, "upload_count": 0, "member_count": 0})
            self.born(Workspace(owner, shown["id"], name))

    @precondition(has(Workspace))
    @rule(workspace=of(Workspace), name=NAMES)
    def rename_workspace(self, workspace: Workspace, name: str) -> None:
        name = self.prefix + name
        free = name == workspace.name or not self.taken(workspace.owner, name)
        self.change(workspace, "PATCH", workspace.path, {"name": name}, allowed=free, name=name)

    @precondition(has(Workspace, least=2))
    @rule(workspace=of(Workspace))
    def delete_workspace(self, workspace: Workspace) -> None:
        self.change(workspace, "DELETE", workspace.path)
        notes = [note for upload in workspace.uploads for note in upload.notes]
        self.bury(workspace, *workspace.uploads, *notes, *workspace.members, *workspace.purchases)
        for things in (workspace.uploads, workspace.members, workspace.purchases):
            things.clear()

    # -- uploads

    @precondition(has(Workspace))
    @rule(workspace=of(Workspace), name=NAMES, size=SIZES)
    def create_upload(self, workspace: Workspace, name: str, size: int) -> None:
        answer = send(workspace.owner, "POST", f"{workspace.path}/uploads", {"name": name, "size": size})
        shown = expect(answer, 201, {"workspace_id": workspace.id, "name": name, "size": size, "status": "pending"})
        workspace.uploads.append(self.born(Upload(workspace, shown["id"], name, size)))

    @precondition(has(Upload))
    @rule(upload=of(Upload), name=NAMES)
    def rename_upload(self, upload: Upload, name: str) -> None:
        self.change(upload, "PATCH", upload.path, {"name": name}, name=name)

    @precondition(has(Upload))
    @rule(upload=of(Upload), verb=st.sampled_from(("finish", "archive")))
    def move_upload(self, upload: Upload, verb: str) -> None:
        source, target = {"finish": ("pending", "ready"), "archive": ("ready", "archived")}[verb]
        self.change(upload, "POST", f"{upload.path}/{verb}", allowed=upload.status == source, status=target)

    @precondition(has(Upload))
    @rule(upload=of(Upload))
    def delete_upload(self, upload: Upload) -> None:
        self.change(upload, "DELETE", upload.path)
        self.bury(upload, *upload.notes)
        upload.notes.clear()
        upload.workspace.uploads.remove(upload)
        for purchase in upload.workspace.purchases:
            purchase.upload = None if purchase.upload is upload else purchase.upload

    # -- notes

    @precondition(has(Upload))
    @rule(upload=of(Upload), text=NAMES)
    def create_note(self, upload: Upload, text: str) -> None:
        answer = send(upload.workspace.owner, "POST", f"{upload.path}/notes", {"text": text})
        shown = expect(answer, 201, {"upload_id": upload.id, "text": text})
        upload.notes.append(self.born(Note(upload, shown["id"], text)))

    @precondition(has(Note))
    @rule(note=of(Note), text=NAMES)
    def change_note(self, note: Note, text: str) -> None:
        self.change(note, "PUT", note.path, {"text": text}, text=text)

    @precondition(has(Note))
    @rule(note=of(Note))
    def delete_note(self, note: Note) -> None:
        self.change(note, "DELETE", note.path)
        self.bury(note)
        note.upload.notes.remove(note)

    @precondition(has(Note))
    @rule(note=of(Note), upload=of(Upload))
    def read_note_through_an_upload(self, note: Note, upload: Upload) -> None:
        right = note.upload is upload
        answer = send(upload.workspace.owner, "GET", f"{upload.path}/notes/{note.id}")
        expect(answer, 200 if right else 404, note.body() if right else None)

    # -- members

    @precondition(has(Workspace))
    @rule(workspace=of(Workspace), handle=HANDLES, role=ROLES)
    def create_member(self, workspace: Workspace, handle: str, role: str) -> None:
        self.touched = workspace
        answer = send(workspace.owner, "POST", f"{workspace.path}/members", {"handle": handle, "role": role})
        if any(one.handle == handle for one in workspace.members):
            expect(answer, 409)
            return
        member = Member(workspace, handle, role)
        expect(answer, 201, member.body())
        # The handle stands for the new one from now on.
        self.things = [one for one in self.things if one.path != member.path]
        workspace.gone = [one for one in workspace.gone if one.path != member.path]
        self.questions = [one for one in self.questions if one[0].path != member.path]
        workspace.members.append(self.born(member))

    @precondition(has(Member))
    @rule(member=of(Member), role=ROLES)
    def change_role(self, member: Member, role: str) -> None:
        self.change(member, "PATCH", member.path, {"role": role}, role=role)

    @precondition(has(Member))
    @rule(member=of(Member))
    def delete_member(self, member: Member) -> None:
        self.change(member, "DELETE", member.path)
        self.bury(member)
        member.workspace.members.remove(member)

    # -- purchases

    @precondition(has(Workspace))
    @rule(workspace=of(Workspace), upload=st.none() | st.runner().flatmap(lambda machine: machine.any_upload()))
    def create_purchase(self, workspace: Workspace, upload: Upload | None) -> None:
        self.touched = workspace
        body = {"upload_id": upload.id if upload else None}
        answer = send(workspace.owner, "POST", f"{workspace.path}/purchases", body)
        if upload and not (upload.alive and upload.workspace is workspace):
            expect(answer, 404)
            return
        shown = expect(answer, 201, body | {"workspace_id": workspace.id, "status": "draft"})
        workspace.purchases.append(self.born(Purchase(workspace, shown["id"], upload)))

    def any_upload(self) -> st.SearchStrategy[Upload | None]:
        return st.sampled_from([*self.which(Upload), *self.which(Upload, alive=False)] or [None])

    @precondition(has(Purchase))
    @rule(purchase=of(Purchase), verb=st.sampled_from(tuple(MOVES)), forward=st.booleans())
    def move_purchase(self, purchase: Purchase, verb: str, forward: bool) -> None:
        """Half of the moves go forward: four random verbs seldom make a way to the end."""
        verb = NEXT.get(purchase.status, verb) if forward else verb
        sources, target = MOVES[verb]
        self.change(purchase, "POST", f"{purchase.path}/{verb}", allowed=purchase.status in sources, status=target)

    @precondition(has(Purchase))
    @rule(purchase=of(Purchase))
    def delete_purchase(self, purchase: Purchase) -> None:
        if self.change(purchase, "DELETE", purchase.path, allowed=purchase.status in ("draft", "cancelled")):
            self.bury(purchase)
            purchase.workspace.purchases.remove(purchase)

    @precondition(lambda machine: machine.questions)
    @rule(question=st.runner().flatmap(lambda machine: st.sampled_from(machine.questions)))
    def ask_for_what_is_gone(self, question: tuple[Any, str, str, Body]) -> None:
        thing, method, path, body = question
        self.questions.remove(question)
        if not thing.alive:
            self.touched = thing.workspace
            expect(send(thing.workspace.owner, method, path, body), 404)

    @precondition(has(Thing))
    @rule(thing=of(Thing), method=st.sampled_from(("GET", "DELETE")), known=st.booleans())
    def try_as_somebody_else(self, thing: Any, method: str, known: bool) -> None:
        other = ("bob" if thing.workspace.owner == "alice" else "alice") if known else None
        expect(send(other, method, thing.path), 404 if known else 401)
        self.touched = thing.workspace

    @precondition(lambda machine: machine.touched)
    @rule(thing=of(Thing), whole=st.booleans())
    def read(self, thing: Any, whole: bool) -> None:
        """Only after a change: reading the same twice finds little and costs as much."""
        if whole:
            self.look_at(self.touched)
        else:
            self.touched = None
            expect(send(thing.workspace.owner, "GET", thing.path), 200, thing.body())

    def look_at(self, workspace: Any) -> None:
        """Everything in the workspace is as modelled, and what was in it is gone."""
        self.touched = None
        user, path = workspace.owner, workspace.path
        if workspace.alive:
            expect(send(user, "GET", path), 200, workspace.body())
            expect(send(user, "GET", f"{path}/uploads"), 200, [one.body() for one in workspace.uploads])
            expect(send(user, "GET", f"{path}/members"), 200, [one.body() for one in workspace.members])
            expect(send(user, "GET", f"{path}/purchases"), 200, [one.body() for one in workspace.purchases])
        for upload in workspace.uploads:
            expect(send(user, "GET", f"{upload.path}/notes"), 200, [one.body() for one in upload.notes])
        for thing in workspace.gone:
            expect(send(user, "GET", thing.path), 404)
        workspace.gone.clear()

    def look_at_the_list(self, user: str) -> None:
        listed = expect(send(user, "GET", "/workspaces"), 200)
        shown = [one for one in listed if one["name"].startswith(self.prefix)]
        expected = [one.body() for one in self.own(user)]
        shown = [{name: one[name] for name in ("id", "name", "upload_count", "member_count")} for one in shown]
        assert shown == expected, f"GET /workspaces: {shown}, not {expected}"

    def teardown(self) -> None:
        """Look at everything once more, then leave nothing behind."""
        try:
            for user in ("alice", "bob"):
                self.look_at_the_list(user)
            for workspace in [*self.which(Workspace), *self.which(Workspace, alive=False)]:
                self.look_at(workspace)
        finally:
            for workspace in self.which(Workspace):
                send(workspace.owner, "DELETE", workspace.path)
