"""What can exist in the workspaces service, and what can happen. Nothing else is needed to test it.

pytest --resource-graph examples/workspaces
WORKSPACES_BUG=orphan-notes pytest --resource-graph examples/workspaces
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from pytest_resourcegraph import ResourceType, action, invariant, unique

SERVICE = Path(__file__).parent / "service"

workspace = ResourceType("workspace", key="name")
upload = ResourceType("upload", parent=workspace, states=("pending", "ready", "archived"), state_field="status")
note = ResourceType("note", parent=upload)
member = ResourceType("member", parent=workspace, id_field="handle", key="handle")
purchase = ResourceType(
    "purchase",
    parent=workspace,
    references={"upload": upload},
    on_destroy={"upload": "clear"},
    states=("draft", "submitted", "paid", "shipped", "cancelled"),
    state_field="status",
)


# -- workspaces ------------------------------------------------------------------------------------------------------


@action(creates=workspace)
def create_workspace(api):
    return api.post("/workspaces", json={"name": unique("name")})


@action(reads=workspace)
def get_workspace(api, workspace):
    return api.get(f"/workspaces/{workspace.id}")


@action(lists=workspace)
def list_workspaces(api):
    return api.get("/workspaces")


@action(updates=workspace)
def rename_workspace(api, workspace):
    return api.patch(f"/workspaces/{workspace.id}", json={"name": unique("name")})


@action(destroys=workspace)
def delete_workspace(api, workspace):
    return api.delete(f"/workspaces/{workspace.id}")


# -- uploads ---------------------------------------------------------------------------------------------------------


@action(creates=upload)
def create_upload(api, workspace):
    return api.post(f"/workspaces/{workspace.id}/uploads", json={"name": "a.txt", "size": 3})


@action(lists=upload)
def list_uploads(api, workspace):
    return api.get(f"/workspaces/{workspace.id}/uploads")


@action(reads=upload)
def get_upload(api, upload):
    return api.get(f"/uploads/{upload.id}")


@action(updates=upload)
def rename_upload(api, upload):
    return api.patch(f"/uploads/{upload.id}", json={"name": unique("upload")})


@action(moves={upload: "pending -> ready"})
def finish_upload(api, upload):
    return api.post(f"/uploads/{upload.id}/finish")


@action(moves={upload: "ready -> archived"})
def archive_upload(api, upload):
    return api.post(f"/uploads/{upload.id}/archive")


@action(destroys=upload)
def delete_upload(api, upload):
    return api.delete(f"/uploads/{upload.id}")


# -- notes, two levels below a workspace -----------------------------------------------------------------------------


@action(creates=note)
def create_note(api, upload):
    return api.post(f"/uploads/{upload.id}/notes", json={"text": "looks good"})


@action(lists=note)
def list_notes(api, upload):
    return api.get(f"/uploads/{upload.id}/notes")


@action(reads=note)
def get_note(api, upload, note):
    return api.get(f"/uploads/{upload.id}/notes/{note.id}")


@action(updates=note)
def change_note(api, upload, note):
    return api.put(f"/uploads/{upload.id}/notes/{note.id}", json={"text": unique("text")})


@action(destroys=note)
def delete_note(api, upload, note):
    return api.delete(f"/uploads/{upload.id}/notes/{note.id}")


# -- members, named by the client ------------------------------------------------------------------------------------


@action(creates=member)
def add_member(api, workspace):
    return api.post(f"/workspaces/{workspace.id}/members", json={"handle": unique("handle"), "role": "reader"})


@action(lists=member)
def list_members(api, workspace):
    return api.get(f"/workspaces/{workspace.id}/members")


@action(reads=member)
def get_member(api, workspace, member):
    return api.get(f"/workspaces/{workspace.id}/members/{member.id}")


@action(updates=member)
def promote_member(api, workspace, member):
    return api.patch(f"/workspaces/{workspace.id}/members/{member.id}", json={"role": "editor"})


@action(destroys=member)
def remove_member(api, workspace, member):
    return api.delete(f"/workspaces/{workspace.id}/members/{member.id}")


# -- purchases -------------------------------------------------------------------------------------------------------


@action(creates=purchase)
def create_purchase(api, workspace):
    return api.post(f"/workspaces/{workspace.id}/purchases", json={})


@action(creates=purchase)
def purchase_upload(api, workspace, upload):
    return api.post(f"/workspaces/{workspace.id}/purchases", json={"upload_id": upload.id})


@action(lists=purchase)
def list_purchases(api, workspace):
    return api.get(f"/workspaces/{workspace.id}/purchases")


@action(reads=purchase)
def get_purchase(api, purchase):
    return api.get(f"/purchases/{purchase.id}")


@action(moves={purchase: "draft -> submitted"})
def submit_purchase(api, purchase):
    return api.post(f"/purchases/{purchase.id}/submit")


@action(moves={purchase: "submitted -> paid"})
def pay_purchase(api, purchase):
    return api.post(f"/purchases/{purchase.id}/pay")


@action(moves={purchase: "paid -> shipped"})
def ship_purchase(api, purchase):
    return api.post(f"/purchases/{purchase.id}/ship")


@action(moves={purchase: "draft | submitted -> cancelled"})
def cancel_purchase(api, purchase):
    return api.post(f"/purchases/{purchase.id}/cancel")


@action(destroys=purchase, requires={purchase: ("draft", "cancelled")})
def delete_purchase(api, purchase):
    return api.delete(f"/purchases/{purchase.id}")


# -- what must always hold -------------------------------------------------------------------------------------------


@invariant
def counts_what_it_holds(api, workspace, graph):
    shown = api.get(f"/workspaces/{workspace.id}").json()
    assert shown["upload_count"] == len(graph.children(workspace, upload))
    assert shown["member_count"] == len(graph.children(workspace, member))


# -- the service, in a process of its own, and its two users ---------------------------------------------------------


@pytest.hookimpl(optionalhook=True)
def pytest_resourcegraph_actors() -> Mapping[str, Mapping[str, str]]:
    """What belongs to the first is tried by the other."""
    return {name: {"Authorization": f"Bearer {name}-token"} for name in ("alice", "bob")}


@pytest.fixture(scope="session")
def resource_url(pytestconfig) -> Iterator[str]:
    """The service that --resource-graph-url names, or one on a free port, with the bugs that WORKSPACES_BUG names."""
    if given := pytestconfig.getoption("resourcegraph_url", None):
        yield given
        return
    bugs = [name for name in os.environ.get("WORKSPACES_BUG", "").split(",") if name]
    command = [sys.executable, str(SERVICE), "--port", "0"]
    command += [word for name in bugs for word in ("--bug", name)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().split()[-1]
        finally:
            process.terminate()
