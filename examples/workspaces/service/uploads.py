"""Uploads: the files of a workspace, pending until finished, then ready, then archived."""

import secrets
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from .access import Caller, Known, conflict, crash, missing
from .bodies import NewUpload, Upload, UploadFields, refusals
from .storage import Row
from .workspaces import find_workspace

router = APIRouter(tags=["uploads"])

SELECT = "SELECT id, workspace_id, name, size, status FROM uploads"

# What one bug answers from; the correct service keeps nothing in memory.
_read_once: dict[tuple[str, str], Row] = {}


@router.post("/workspaces/{workspace_id}/uploads", status_code=201, response_model=Upload, responses=refusals(404))
async def create_upload(workspace_id: str, fields: NewUpload, caller: Known) -> Row:
    """A new upload, pending."""
    with caller.storage.lock:
        find_workspace(caller, workspace_id)
        id = f"upl_{secrets.token_hex(6)}"
        if caller.bugs.on("upload-id-reused"):
            id = _freed_id(caller, "id NOT IN (SELECT id FROM uploads)") or id
        _insert(caller, id, workspace_id, fields.name, fields.size)
        if caller.bugs.on("upload-inherits-notes"):
            caller.storage.run(
                "INSERT OR IGNORE INTO notes SELECT id, owner, ?, content FROM trash"
                " WHERE kind = 'notes' AND parent_id = ?",
                *(id, _freed_id(caller, "parent_id = ?", workspace_id)),
            )
        return find_upload(caller, id)


@router.get("/workspaces/{workspace_id}/uploads", response_model=list[Upload], responses=refusals(404))
async def list_uploads(workspace_id: str, caller: Known) -> list[Row]:
    """The uploads of the workspace, the oldest first."""
    with caller.storage.lock:
        find_workspace(caller, workspace_id)
        rows = caller.storage.all(f"{SELECT} WHERE workspace_id = ? ORDER BY rowid", workspace_id)
        if caller.bugs.on("list-keeps-deleted-upload"):
            rows += caller.storage.all(
                "SELECT id, parent_id AS workspace_id, content AS name, 0 AS size, 'pending' AS status"
                " FROM trash WHERE kind = 'uploads' AND parent_id = ?",
                workspace_id,
            )
        if caller.bugs.on("list-misses-second-upload"):
            del rows[1:2]
        return rows


@router.get("/uploads/{upload_id}", response_model=Upload, responses=refusals(404))
async def get_upload(upload_id: str, caller: Known) -> Row:
    """One upload."""
    key = (caller.user, upload_id)
    if caller.bugs.on("cached-upload-read"):
        with caller.storage.lock:
            alive = caller.storage.one(f"{SELECT} WHERE id = ? AND owner = ?", upload_id, caller.user)
            if alive:
                _read_once[key] = alive
            if key in _read_once:
                return _read_once[key]
    if caller.bugs.on("stranger-reads-upload"):
        anyones = caller.storage.one(f"{SELECT} WHERE id = ?", upload_id)
        if anyones:
            return anyones
    return find_upload(caller, upload_id)


@router.patch("/uploads/{upload_id}", response_model=Upload, responses=refusals(404))
async def rename_upload(upload_id: str, fields: UploadFields, caller: Known) -> Row:
    """The upload under its new name."""
    with caller.storage.lock:
        row = find_upload(caller, upload_id)
        caller.storage.run("UPDATE uploads SET name = ? WHERE id = ?", fields.name, upload_id)
        if caller.bugs.on("rename-leaves-copy"):
            _insert(caller, f"upl_{secrets.token_hex(6)}", row["workspace_id"], row["name"], row["size"])
        return find_upload(caller, upload_id)


@router.post("/uploads/{upload_id}/finish", response_model=Upload, responses=refusals(404, 409))
async def finish_upload(upload_id: str, caller: Known) -> Any:
    """The upload, ready; 409 unless it was pending."""
    with caller.storage.lock:
        row = find_upload(caller, upload_id)
        again = row["status"] == "ready" and caller.bugs.on("finish-accepted-twice")
        if row["status"] != "pending" and not again:
            raise conflict(f"a {row['status']} upload cannot be finished")
        caller.storage.run("UPDATE uploads SET status = 'ready' WHERE id = ?", upload_id)
        if caller.bugs.on("finish-touches-siblings"):
            siblings = "UPDATE uploads SET status = 'ready' WHERE workspace_id = ?"
            caller.storage.run(siblings, row["workspace_id"])
        row = find_upload(caller, upload_id)
        if caller.bugs.on("size-becomes-string"):
            # As a finished response: FastAPI would turn the string into a number again.
            return JSONResponse(row | {"size": str(row["size"])})
        return row


@router.post("/uploads/{upload_id}/archive", response_model=Upload, responses=refusals(404, 409))
async def archive_upload(upload_id: str, caller: Known) -> Row:
    """The upload, archived; 409 unless it was ready."""
    with caller.storage.lock:
        row = find_upload(caller, upload_id)
        too_early = row["status"] == "pending" and caller.bugs.on("archive-from-pending")
        if row["status"] != "ready" and not too_early:
            raise conflict(f"a {row['status']} upload cannot be archived")
        caller.storage.run("UPDATE uploads SET status = 'archived' WHERE id = ?", upload_id)
        return find_upload(caller, upload_id)


@router.delete("/uploads/{upload_id}", status_code=204, responses=refusals(404))
async def delete_upload(upload_id: str, caller: Known) -> None:
    """The upload goes with its notes; the purchases that name it stay, with a null."""
    with caller.storage.lock:
        if caller.bugs.on("second-delete-accepted") and caller.storage.trashed("uploads", upload_id, caller.user):
            return
        find_upload(caller, upload_id)
        if caller.bugs.on("upload-with-notes-crashes") and caller.storage.one(
            "SELECT 1 FROM notes WHERE upload_id = ?", upload_id
        ):
            raise crash()
        if caller.bugs.on("dangling-purchase-upload"):
            caller.storage.run("DELETE FROM notes WHERE upload_id = ?", upload_id)
            with caller.storage.unguarded():
                caller.storage.run("DELETE FROM uploads WHERE id = ?", upload_id)
            return
        caller.storage.run("DELETE FROM uploads WHERE id = ?", upload_id)


def find_upload(caller: Caller, upload_id: str) -> Row:
    """An upload in one of the user's own workspaces, or 404."""
    row = caller.storage.one(f"{SELECT} WHERE id = ? AND owner = ?", upload_id, caller.user)
    if row is None:
        raise missing("upload")
    return row


def _insert(caller: Caller, id: str, workspace_id: str, name: str, size: int) -> None:
    values = (id, caller.user, workspace_id, name, size)
    caller.storage.run("INSERT INTO uploads VALUES (?, ?, ?, ?, ?, 'pending')", *values)


def _freed_id(caller: Caller, condition: str, *values: object) -> str | None:
    """The id of the user's last deleted upload. Only bugs ask."""
    sql = f"SELECT id FROM trash WHERE kind = 'uploads' AND owner = ? AND {condition} ORDER BY rowid DESC"
    row = caller.storage.one(sql, caller.user, *values)
    return row["id"] if row else None
