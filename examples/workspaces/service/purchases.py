"""Purchases: draft, submitted, paid, shipped, or cancelled before they are paid."""

import secrets

from fastapi import APIRouter

from .access import Caller, Known, conflict, missing
from .bodies import NewPurchase, Purchase, refusals
from .storage import Row
from .uploads import find_upload
from .workspaces import find_workspace

router = APIRouter(tags=["purchases"])

SELECT = "SELECT id, workspace_id, upload_id, status FROM purchases"


@router.post("/workspaces/{workspace_id}/purchases", status_code=201, response_model=Purchase, responses=refusals(404))
async def create_purchase(workspace_id: str, fields: NewPurchase, caller: Known) -> Row:
    """A new draft; 404 when it names an upload that is not alive in this workspace."""
    with caller.storage.lock:
        find_workspace(caller, workspace_id)
        if fields.upload_id is not None:
            _check_upload(caller, workspace_id, fields.upload_id)
        return _find_purchase(caller, _insert(caller, workspace_id, fields.upload_id, "draft"))


@router.get("/workspaces/{workspace_id}/purchases", response_model=list[Purchase], responses=refusals(404))
async def list_purchases(workspace_id: str, caller: Known) -> list[Row]:
    """The purchases of the workspace, the oldest first."""
    with caller.storage.lock:
        find_workspace(caller, workspace_id)
        return caller.storage.all(f"{SELECT} WHERE workspace_id = ? ORDER BY rowid", workspace_id)


@router.get("/purchases/{purchase_id}", response_model=Purchase, responses=refusals(404))
async def get_purchase(purchase_id: str, caller: Known) -> Row:
    """One purchase."""
    return _find_purchase(caller, purchase_id)


@router.post("/purchases/{purchase_id}/submit", response_model=Purchase, responses=refusals(404, 409))
async def submit_purchase(purchase_id: str, caller: Known) -> Row:
    """The purchase, submitted; 409 unless it was a draft."""
    with caller.storage.lock:
        if caller.bugs.on("deleted-purchase-submittable"):
            buried = caller.storage.trashed("purchases", purchase_id, caller.user)
            if buried:
                risen = {"id": purchase_id, "workspace_id": buried["parent_id"], "upload_id": None}
                return risen | {"status": "submitted"}
        row = _find_purchase(caller, purchase_id)
        if row["status"] == "submitted" and caller.bugs.on("refused-submit-duplicates"):
            _insert(caller, row["workspace_id"], row["upload_id"], row["status"])
        if row["status"] == "draft" and caller.bugs.on("submit-keeps-draft"):
            return row | {"status": "submitted"}
        return _move(caller, row, ("draft",), "submitted")


@router.post("/purchases/{purchase_id}/pay", response_model=Purchase, responses=refusals(404, 409))
async def pay_purchase(purchase_id: str, caller: Known) -> Row:
    """The purchase, paid; 409 unless it was submitted."""
    with caller.storage.lock:
        row = _find_purchase(caller, purchase_id)
        row = _move(caller, row, ("submitted",), "paid")
        if caller.bugs.on("pay-ships"):
            return _move(caller, row, ("paid",), "shipped")
        return row


@router.post("/purchases/{purchase_id}/ship", response_model=Purchase, responses=refusals(404, 409))
async def ship_purchase(purchase_id: str, caller: Known) -> Row:
    """The purchase, shipped; 409 unless it was paid."""
    with caller.storage.lock:
        return _move(caller, _find_purchase(caller, purchase_id), ("paid",), "shipped")


@router.post("/purchases/{purchase_id}/cancel", response_model=Purchase, responses=refusals(404, 409))
async def cancel_purchase(purchase_id: str, caller: Known) -> Row:
    """The purchase, cancelled; 409 unless it was a draft or submitted."""
    with caller.storage.lock:
        row = _find_purchase(caller, purchase_id)
        cancellable: tuple[str, ...] = ("draft", "submitted")
        if row["status"] == "paid" and caller.bugs.on("refused-cancel-cancels"):
            caller.storage.run("UPDATE purchases SET status = 'cancelled' WHERE id = ?", purchase_id)
        if caller.bugs.on("paid-purchase-cancellable"):
            cancellable += ("paid",)
        return _move(caller, row, cancellable, "cancelled")


@router.delete("/purchases/{purchase_id}", status_code=204, responses=refusals(404, 409))
async def delete_purchase(purchase_id: str, caller: Known) -> None:
    """The purchase goes; 409 unless it is a draft or cancelled."""
    with caller.storage.lock:
        row = _find_purchase(caller, purchase_id)
        deletable: tuple[str, ...] = ("draft", "cancelled")
        if caller.bugs.on("submitted-purchase-deletable"):
            deletable += ("submitted",)
        if row["status"] not in deletable:
            raise conflict(f"a {row['status']} purchase cannot be deleted")
        caller.storage.run("DELETE FROM purchases WHERE id = ?", purchase_id)


def _find_purchase(caller: Caller, purchase_id: str) -> Row:
    row = caller.storage.one(f"{SELECT} WHERE id = ? AND owner = ?", purchase_id, caller.user)
    if row is None:
        raise missing("purchase")
    return row


def _move(caller: Caller, row: Row, sources: tuple[str, ...], target: str) -> Row:
    if row["status"] not in sources:
        raise conflict(f"a {row['status']} purchase cannot become {target}")
    caller.storage.run("UPDATE purchases SET status = ? WHERE id = ?", target, row["id"])
    return _find_purchase(caller, row["id"])


def _check_upload(caller: Caller, workspace_id: str, upload_id: str) -> None:
    if caller.bugs.on("refused-purchase-left-behind") and caller.storage.trashed("uploads", upload_id, caller.user):
        _insert(caller, workspace_id, None, "draft")
    upload = find_upload(caller, upload_id)
    if upload["workspace_id"] != workspace_id and not caller.bugs.on("purchase-takes-foreign-upload"):
        raise missing("upload")


def _insert(caller: Caller, workspace_id: str, upload_id: str | None, status: str) -> str:
    id = f"pur_{secrets.token_hex(6)}"
    values = (id, caller.user, workspace_id, upload_id, status)
    caller.storage.run("INSERT INTO purchases VALUES (?, ?, ?, ?, ?)", *values)
    return id
