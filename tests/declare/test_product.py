"""The declarations of the documentation, exactly as they are written there."""

import types

from pytest_resourcegraph.declare.builder import Builder
from pytest_resourcegraph.declare.module import declared_in
from pytest_resourcegraph.model.action import Role
from pytest_resourcegraph.model.effect import Create, Destroy, Move

CONFTEST = """
from pytest_resourcegraph import ResourceType, action, invariant

workspace = ResourceType("workspace")
upload = ResourceType("upload", parent=workspace, states=("pending", "ready"), state_field="status")

@action(creates=workspace)
def create_workspace(api):
    return api.post("/workspaces", json={"name": "demo"})

@action(creates=upload)
def create_upload(api, workspace):                  # a parameter named after a type is a precondition
    return api.post(f"/workspaces/{workspace.id}/uploads", json={"name": "a.txt"})

@action(moves={upload: "pending -> ready"})
def finish_upload(api, upload):
    return api.post(f"/uploads/{upload.id}/finish")

@action(reads=upload)
def get_upload(api, upload):
    return api.get(f"/uploads/{upload.id}")

@action(destroys=workspace)
def delete_workspace(api, workspace):
    return api.delete(f"/workspaces/{workspace.id}")

@invariant
def counts_its_uploads(api, workspace, graph):
    assert api.get(f"/workspaces/{workspace.id}").json()["upload_count"] == len(graph.children(workspace, upload))
"""


def _schema():
    module = types.ModuleType("conftest")
    exec(compile(CONFTEST, "conftest.py", "exec"), vars(module))
    builder = Builder()
    builder.extend(declared_in(module))
    return builder.build()


def test_the_types():
    types_ = _schema().types
    assert list(types_) == ["workspace", "upload"]
    assert types_["upload"].parent == "workspace"
    assert types_["upload"].states == ("pending", "ready")
    assert types_["upload"].state_field == "status"
    assert types_["upload"].born == "pending"


def test_the_actions():
    actions = _schema().actions
    workspace, upload = Role(name="workspace", type="workspace"), Role(name="upload", type="upload")
    pending = Role(name="upload", type="upload", states=("pending",))
    assert [(a.name, a.roles, a.effects, a.reads) for a in actions.values()] == [
        ("create_workspace", (), (Create(type="workspace"),), None),
        ("create_upload", (workspace,), (Create(type="upload", parent="workspace", state="pending"),), None),
        ("finish_upload", (pending,), (Move(role="upload", moves=(("pending", "ready"),)),), None),
        ("get_upload", (upload,), (), "upload"),
        ("delete_workspace", (workspace,), (Destroy(role="workspace"),), None),
    ]


def test_the_invariant():
    held = _schema().invariants["counts_its_uploads"]
    assert held.roles == (Role(name="workspace", type="workspace"),)
    assert held.injected == ("api", "graph")


def test_each_says_where_it_stands():
    schema = _schema()
    assert [str(a.origin) for a in schema.actions.values()] == [f"conftest.py:{line}" for line in (7, 11, 15, 19, 23)]
    assert [str(t.origin) for t in schema.types.values()] == ["conftest.py:4", "conftest.py:5"]
