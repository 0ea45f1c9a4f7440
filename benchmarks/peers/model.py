"""The things of the service as its user models them by hand, for the state machine in machine.py."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Body: TypeAlias = Any
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
