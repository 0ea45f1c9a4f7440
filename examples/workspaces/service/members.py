"""Members: named by a handle that the client chooses, unique in its workspace."""

from fastapi import APIRouter

from .access import Caller, Known, conflict, crash, missing
from .bodies import Member, MemberFields, NewMember, refusals
from .storage import Row
from .workspaces import find_workspace

router = APIRouter(tags=["members"])

SELECT = "SELECT workspace_id, handle, role FROM members"


@router.post("/workspaces/{workspace_id}/members", status_code=201, response_model=Member, responses=refusals(404, 409))
async def create_member(workspace_id: str, fields: NewMember, caller: Known) -> Row:
    """A new member; 409 when the workspace has one with this handle."""
    with caller.storage.lock:
        find_workspace(caller, workspace_id)
        if _is_taken(caller, workspace_id, fields.handle):
            raise conflict(f"the workspace already has a member {fields.handle!r}")
        if caller.bugs.on("third-member-crashes"):
            others = caller.storage.all(f"{SELECT} WHERE workspace_id = ?", workspace_id)
            if len(others) == 2:
                raise crash()
        values = (workspace_id, fields.handle, caller.user, fields.role)
        caller.storage.run("INSERT INTO members VALUES (?, ?, ?, ?)", *values)
        return _find_member(caller, workspace_id, fields.handle)


@router.get("/workspaces/{workspace_id}/members", response_model=list[Member], responses=refusals(404))
async def list_members(workspace_id: str, caller: Known) -> list[Row]:
    """The members of the workspace, the oldest first."""
    with caller.storage.lock:
        find_workspace(caller, workspace_id)
        return caller.storage.all(f"{SELECT} WHERE workspace_id = ? ORDER BY rowid", workspace_id)


@router.get("/workspaces/{workspace_id}/members/{handle}", response_model=Member, responses=refusals(404))
async def get_member(workspace_id: str, handle: str, caller: Known) -> Row:
    """One member."""
    return _find_member(caller, workspace_id, handle)


@router.patch("/workspaces/{workspace_id}/members/{handle}", response_model=Member, responses=refusals(404))
async def change_role(workspace_id: str, handle: str, fields: MemberFields, caller: Known) -> Row:
    """The member in its new role."""
    with caller.storage.lock:
        _find_member(caller, workspace_id, handle)
        where, values = "workspace_id = ? AND handle = ?", (workspace_id, handle)
        if caller.bugs.on("role-change-everywhere"):
            where, values = "owner = ? AND handle = ?", (caller.user, handle)
        caller.storage.run(f"UPDATE members SET role = ? WHERE {where}", fields.role, *values)
        return _find_member(caller, workspace_id, handle)


@router.delete("/workspaces/{workspace_id}/members/{handle}", status_code=204, responses=refusals(404))
async def delete_member(workspace_id: str, handle: str, caller: Known) -> None:
    """The member goes; the handle is free again."""
    with caller.storage.lock:
        if caller.bugs.on("second-delete-crashes"):
            sql = f"{SELECT} WHERE workspace_id = ? AND handle = ?"
            alive = caller.storage.one(sql, workspace_id, handle)
            if not alive and caller.storage.trashed("members", handle, caller.user, workspace_id):
                raise crash()
        _find_member(caller, workspace_id, handle)
        sql = "DELETE FROM members WHERE workspace_id = ? AND handle = ?"
        caller.storage.run(sql, workspace_id, handle)
        if caller.bugs.on("member-delete-by-prefix"):
            # A handle holds no character that GLOB reads as a pattern.
            sql = "DELETE FROM members WHERE workspace_id = ? AND handle GLOB ? || '-*'"
            caller.storage.run(sql, workspace_id, handle)


def _find_member(caller: Caller, workspace_id: str, handle: str) -> Row:
    sql = f"{SELECT} WHERE workspace_id = ? AND handle = ? AND owner = ?"
    row = caller.storage.one(sql, workspace_id, handle, caller.user)
    if row is None:
        raise missing("member")
    return row


def _is_taken(caller: Caller, workspace_id: str, handle: str) -> bool:
    found = caller.storage.one(f"{SELECT} WHERE workspace_id = ? AND handle = ?", workspace_id, handle)
    if caller.bugs.on("handle-unique-everywhere"):
        found = caller.storage.one(f"{SELECT} WHERE owner = ? AND handle = ?", caller.user, handle)
    if found is None and caller.bugs.on("freed-handle-stays-taken"):
        found = caller.storage.trashed("members", handle, caller.user, workspace_id)
    return found is not None
