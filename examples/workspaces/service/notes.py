"""Notes: short texts on an upload, two levels below a workspace."""

import secrets

from fastapi import APIRouter

from .access import NOBODY, Anyone, Caller, Known, missing, unauthorized
from .bodies import Note, NoteFields, refusals
from .storage import Row
from .uploads import find_upload

router = APIRouter(tags=["notes"])

SELECT = "SELECT id, upload_id, text FROM notes"


@router.post("/uploads/{upload_id}/notes", status_code=201, response_model=Note, responses=refusals(404))
async def create_note(upload_id: str, fields: NoteFields, caller: Known) -> Row:
    """A new note on the upload."""
    with caller.storage.lock:
        find_upload(caller, upload_id)
        id = f"nte_{secrets.token_hex(6)}"
        caller.storage.run("INSERT INTO notes VALUES (?, ?, ?, ?)", id, caller.user, upload_id, fields.text)
        return _find_note(caller, upload_id, id)


@router.get("/uploads/{upload_id}/notes", response_model=list[Note], responses=refusals(404))
async def list_notes(upload_id: str, caller: Known) -> list[Row]:
    """The notes of the upload, the oldest first."""
    with caller.storage.lock:
        find_upload(caller, upload_id)
        return caller.storage.all(f"{SELECT} WHERE upload_id = ? ORDER BY rowid", upload_id)


@router.get("/uploads/{upload_id}/notes/{note_id}", response_model=Note, responses=refusals(404))
async def get_note(upload_id: str, note_id: str, caller: Anyone) -> Row:
    """One note, through its own upload only."""
    if caller.user == NOBODY:
        if caller.bugs.on("note-without-credentials"):
            row = caller.storage.one(f"{SELECT} WHERE id = ? AND upload_id = ?", note_id, upload_id)
            if row:
                return row
        raise unauthorized()
    if caller.bugs.on("note-through-any-upload"):
        any_upload = "EXISTS (SELECT 1 FROM uploads WHERE id = ? AND owner = notes.owner)"
        sql = f"{SELECT} WHERE id = ? AND owner = ? AND {any_upload}"
        row = caller.storage.one(sql, note_id, caller.user, upload_id)
        if row:
            return row
    return _find_note(caller, upload_id, note_id)


@router.put("/uploads/{upload_id}/notes/{note_id}", response_model=Note, responses=refusals(404))
async def update_note(upload_id: str, note_id: str, fields: NoteFields, caller: Known) -> Row:
    """The note with its new text."""
    with caller.storage.lock:
        if caller.bugs.on("deleted-note-updatable") and caller.storage.trashed(
            "notes", note_id, caller.user, upload_id
        ):
            return {"id": note_id, "upload_id": upload_id, "text": fields.text}
        _find_note(caller, upload_id, note_id)
        caller.storage.run("UPDATE notes SET text = ? WHERE id = ?", fields.text, note_id)
        return _find_note(caller, upload_id, note_id)


@router.delete("/uploads/{upload_id}/notes/{note_id}", status_code=204, responses=refusals(404))
async def delete_note(upload_id: str, note_id: str, caller: Known) -> None:
    """The note goes."""
    with caller.storage.lock:
        _find_note(caller, upload_id, note_id)
        caller.storage.run("DELETE FROM notes WHERE id = ?", note_id)
        if caller.bugs.on("note-delete-takes-all"):
            caller.storage.run("DELETE FROM notes WHERE upload_id = ?", upload_id)


def _find_note(caller: Caller, upload_id: str, note_id: str) -> Row:
    sql = f"{SELECT} WHERE id = ? AND upload_id = ? AND owner = ?"
    row = caller.storage.one(sql, note_id, upload_id, caller.user)
    if row is None:
        raise missing("note")
    return row
