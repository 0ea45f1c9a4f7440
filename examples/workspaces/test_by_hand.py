"""Tests that are written by hand: every type and action of conftest.py is a fixture, predicted and checked."""

import pytest


def test_a_workspace_takes_its_uploads_along(
    create_workspace, create_upload, delete_workspace, get_upload, resource_graph
):
    w = create_workspace()
    u = create_upload(workspace=w)
    delete_workspace(workspace=w)
    assert not resource_graph.exists(u)
    get_upload(upload=u)  # predicted to be refused, and checked


@pytest.mark.resource(upload="ready")
def test_a_ready_upload_is_ready(upload, resource_api):
    assert resource_api.get(f"/uploads/{upload.id}").json()["status"] == "ready"


@pytest.mark.resource_graph(cover="actions", max_steps=20)
def test_every_action_once(sequence):
    sequence.run()
