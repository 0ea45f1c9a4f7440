"""Orders: draft, submitted, paid, shipped, or cancelled before they are paid."""

import secrets

from fastapi import APIRouter

from .access import Caller, Known, conflict, missing
from .bodies import NewOrder, Order, refusals
from .storage import Row
from .uploads import find_upload
from .workspaces import find_workspace

router = APIRouter(tags=["orders"])

SELECT = "SELECT id, workspace_id, upload_id, status FROM orders"


@router.post("/workspaces/{workspace_id}/orders", status_code=201, response_model=Order, responses=refusals(404))
async def create_order(workspace_id: str, fields: NewOrder, caller: Known) -> Row:
    """A new draft; 404 when it names an upload that is not alive in this workspace."""
    with caller.storage.lock:
        find_workspace(caller, workspace_id)
        if fields.upload_id is not None:
            _check_upload(caller, workspace_id, fields.upload_id)
        return _find_order(caller, _insert(caller, workspace_id, fields.upload_id, "draft"))


@router.get("/workspaces/{workspace_id}/orders", response_model=list[Order], responses=refusals(404))
async def list_orders(workspace_id: str, caller: Known) -> list[Row]:
    """The orders of the workspace, the oldest first."""
    with caller.storage.lock:
        find_workspace(caller, workspace_id)
        return caller.storage.all(f"{SELECT} WHERE workspace_id = ? ORDER BY rowid", workspace_id)


@router.get("/orders/{order_id}", response_model=Order, responses=refusals(404))
async def get_order(order_id: str, caller: Known) -> Row:
    """One order."""
    return _find_order(caller, order_id)


@router.post("/orders/{order_id}/submit", response_model=Order, responses=refusals(404, 409))
async def submit_order(order_id: str, caller: Known) -> Row:
    """The order, submitted; 409 unless it was a draft."""
    with caller.storage.lock:
        if caller.bugs.on("deleted-order-submittable"):
            buried = caller.storage.trashed("orders", order_id, caller.user)
            if buried:
                risen = {"id": order_id, "workspace_id": buried["parent_id"], "upload_id": None}
                return risen | {"status": "submitted"}
        row = _find_order(caller, order_id)
        if row["status"] == "submitted" and caller.bugs.on("refused-submit-duplicates"):
            _insert(caller, row["workspace_id"], row["upload_id"], row["status"])
        if row["status"] == "draft" and caller.bugs.on("submit-keeps-draft"):
            return row | {"status": "submitted"}
        return _move(caller, row, ("draft",), "submitted")


@router.post("/orders/{order_id}/pay", response_model=Order, responses=refusals(404, 409))
async def pay_order(order_id: str, caller: Known) -> Row:
    """The order, paid; 409 unless it was submitted."""
    with caller.storage.lock:
        row = _find_order(caller, order_id)
        row = _move(caller, row, ("submitted",), "paid")
        if caller.bugs.on("pay-ships"):
            return _move(caller, row, ("paid",), "shipped")
        return row


@router.post("/orders/{order_id}/ship", response_model=Order, responses=refusals(404, 409))
async def ship_order(order_id: str, caller: Known) -> Row:
    """The order, shipped; 409 unless it was paid."""
    with caller.storage.lock:
        return _move(caller, _find_order(caller, order_id), ("paid",), "shipped")


@router.post("/orders/{order_id}/cancel", response_model=Order, responses=refusals(404, 409))
async def cancel_order(order_id: str, caller: Known) -> Row:
    """The order, cancelled; 409 unless it was a draft or submitted."""
    with caller.storage.lock:
        row = _find_order(caller, order_id)
        cancellable: tuple[str, ...] = ("draft", "submitted")
        if row["status"] == "paid" and caller.bugs.on("refused-cancel-cancels"):
            caller.storage.run("UPDATE orders SET status = 'cancelled' WHERE id = ?", order_id)
        if caller.bugs.on("paid-order-cancellable"):
            cancellable += ("paid",)
        return _move(caller, row, cancellable, "cancelled")


@router.delete("/orders/{order_id}", status_code=204, responses=refusals(404, 409))
async def delete_order(order_id: str, caller: Known) -> None:
    """The order goes; 409 unless it is a draft or cancelled."""
    with caller.storage.lock:
        row = _find_order(caller, order_id)
        deletable: tuple[str, ...] = ("draft", "cancelled")
        if caller.bugs.on("submitted-order-deletable"):
            deletable += ("submitted",)
        if row["status"] not in deletable:
            raise conflict(f"a {row['status']} order cannot be deleted")
        caller.storage.run("DELETE FROM orders WHERE id = ?", order_id)


def _find_order(caller: Caller, order_id: str) -> Row:
    row = caller.storage.one(f"{SELECT} WHERE id = ? AND owner = ?", order_id, caller.user)
    if row is None:
        raise missing("order")
    return row


def _move(caller: Caller, row: Row, sources: tuple[str, ...], target: str) -> Row:
    if row["status"] not in sources:
        raise conflict(f"a {row['status']} order cannot become {target}")
    caller.storage.run("UPDATE orders SET status = ? WHERE id = ?", target, row["id"])
    return _find_order(caller, row["id"])


def _check_upload(caller: Caller, workspace_id: str, upload_id: str) -> None:
    if caller.bugs.on("refused-order-left-behind") and caller.storage.trashed("uploads", upload_id, caller.user):
        _insert(caller, workspace_id, None, "draft")
    upload = find_upload(caller, upload_id)
    if upload["workspace_id"] != workspace_id and not caller.bugs.on("order-takes-foreign-upload"):
        raise missing("upload")


def _insert(caller: Caller, workspace_id: str, upload_id: str | None, status: str) -> str:
    id = f"ord_{secrets.token_hex(6)}"
    values = (id, caller.user, workspace_id, upload_id, status)
    caller.storage.run("INSERT INTO orders VALUES (?, ?, ?, ?, ?)", *values)
    return id
