"""Workspaces: the roots, each with a name that is unique for its owner."""

import secrets
from datetime import UTC, datetime

from fastapi import APIRouter

from .access import Caller, Known, conflict, missing
from .bodies import Workspace, WorkspaceFields, refusals
from .storage import Row

router = APIRouter(tags=["workspaces"])

SELECT = """
SELECT workspaces.id, workspaces.name, workspaces.created_at,
    (SELECT count(*) FROM uploads WHERE uploads.workspace_id = workspaces.id) AS upload_count,
    (SELECT count(*) FROM members WHERE members.workspace_id = workspaces.id) AS member_count
FROM workspaces
"""


@router.post("/workspaces", status_code=201, response_model=Workspace, responses=refusals(409))
async def create_workspace(fields: WorkspaceFields, caller: Known) -> Row:
    """A new, empty workspace."""
    with caller.storage.lock:
        if _is_taken(caller, fields.name):
            if caller.bugs.on("refused-name-stored"):
                _insert(caller, fields.name)
            raise conflict(f"you already have a workspace {fields.name!r}")
        return find_workspace(caller, _insert(caller, fields.name))


@router.get("/workspaces", response_model=list[Workspace], responses=refusals())
async def list_workspaces(caller: Known) -> list[Row]:
    """The user's own workspaces, the oldest first."""
    joined, own = "", "WHERE owner = ?"
    if caller.bugs.on("list-repeats-workspace"):
        joined = "LEFT JOIN members ON members.workspace_id = workspaces.id"
        own = "WHERE workspaces.owner = ?"
    if caller.bugs.on("stranger-sees-workspaces"):
        own = "WHERE ? <> ''"
    rows = caller.storage.all(f"{SELECT} {joined} {own} ORDER BY workspaces.rowid", caller.user)
    return [_counted(caller, row) for row in rows]


@router.get("/workspaces/{workspace_id}", response_model=Workspace, responses=refusals(404))
async def get_workspace(workspace_id: str, caller: Known) -> Row:
    """One workspace."""
    return find_workspace(caller, workspace_id)


@router.patch("/workspaces/{workspace_id}", response_model=Workspace, responses=refusals(404, 409))
async def rename_workspace(workspace_id: str, fields: WorkspaceFields, caller: Known) -> Row:
    """The workspace under its new name."""
    with caller.storage.lock:
        row = find_workspace(caller, workspace_id)
        taken = fields.name != row["name"] and _is_taken(caller, fields.name)
        if taken and not caller.bugs.on("rename-onto-taken-name"):
            raise conflict(f"you already have a workspace {fields.name!r}")
        if caller.bugs.on("rename-not-stored"):
            return row | {"name": fields.name}
        caller.storage.run("UPDATE workspaces SET name = ? WHERE id = ?", fields.name, workspace_id)
        return find_workspace(caller, workspace_id)


@router.delete("/workspaces/{workspace_id}", status_code=204, responses=refusals(404))
async def delete_workspace(workspace_id: str, caller: Known) -> None:
    """The workspace goes, and with it everything below."""
    with caller.storage.lock:
        if not caller.bugs.on("stranger-deletes-workspace"):
            find_workspace(caller, workspace_id)
        spared = set()
        if caller.bugs.on("orphan-notes"):
            spared.add("notes")
        if caller.bugs.on("orphan-members"):
            spared.add("members")
        if caller.bugs.on("orphan-sold-purchases"):
            spared.add("purchases")
        if spared:
            _take_down(caller, workspace_id, spared)
        elif not caller.storage.run("DELETE FROM workspaces WHERE id = ?", workspace_id):
            raise missing("workspace")


def find_workspace(caller: Caller, workspace_id: str) -> Row:
    """The user's own workspace, or 404."""
    row = caller.storage.one(f"{SELECT} WHERE id = ? AND owner = ?", workspace_id, caller.user)
    if row is None:
        raise missing("workspace")
    return _counted(caller, row)


def _is_taken(caller: Caller, name: str) -> bool:
    # Asked under the lock of the write that follows, so no second request can come between.
    found = caller.storage.one("SELECT 1 FROM workspaces WHERE owner = ? AND name = ?", caller.user, name)
    if found is None and caller.bugs.on("freed-name-stays-taken"):
        deleted = "SELECT 1 FROM trash WHERE kind = 'workspaces' AND owner = ? AND content = ?"
        found = caller.storage.one(deleted, caller.user, name)
    return found is not None


def _insert(caller: Caller, name: str) -> str:
    id, created_at = f"wsp_{secrets.token_hex(6)}", datetime.now(UTC).isoformat()
    caller.storage.run("INSERT INTO workspaces VALUES (?, ?, ?, ?)", id, caller.user, name, created_at)
    return id


def _counted(caller: Caller, row: Row) -> Row:
    if caller.bugs.on("upload-count-drifts"):
        deleted = _count(caller, row, "trash", "parent_id", "kind = 'uploads'")
        row = row | {"upload_count": row["upload_count"] + deleted}
    if caller.bugs.on("archived-counted-twice"):
        archived = _count(caller, row, "uploads", "workspace_id", "status = 'archived'")
        row = row | {"upload_count": row["upload_count"] + archived}
    return row


def _count(caller: Caller, workspace: Row, table: str, parent: str, condition: str) -> int:
    sql = f"SELECT id FROM {table} WHERE {parent} = ? AND {condition}"
    return len(caller.storage.all(sql, workspace["id"]))


def _take_down(caller: Caller, workspace_id: str, spared: set[str]) -> None:
    """Delete the workspace by a hand-written cascade that forgets some tables. Only bugs ask."""
    below = {
        "notes": "upload_id IN (SELECT id FROM uploads WHERE workspace_id = ?)",
        "members": "workspace_id = ?",
        "purchases": "workspace_id = ?",
        "uploads": "workspace_id = ?",
        "workspaces": "id = ?",
    }
    with caller.storage.unguarded():
        if "purchases" in spared:
            caller.storage.run("DELETE FROM purchases WHERE workspace_id = ? AND status = 'draft'", workspace_id)
        for table, condition in below.items():
            if table not in spared:
                caller.storage.run(f"DELETE FROM {table} WHERE {condition}", workspace_id)
