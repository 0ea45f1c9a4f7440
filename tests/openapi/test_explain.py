"""The explanation: everything with its evidence, readable in a terminal."""

from pytest_resourcegraph.declare.openapi.explain import explain

from .documents import answer, crud, derived, thing


def test_everything_is_in_it():
    states = {"type": "string", "enum": ["new", "submitted"], "default": "new"}
    paths = crud("/projects", "/projects/{id}")
    paths |= crud("/projects/{id}/docs", "/projects/{id}/docs/{doc}", thing(status=states))
    paths["/projects/{id}/docs/{doc}/submit"] = {"post": {"responses": answer()}}
    paths["/health"] = {"get": {"responses": answer()}}
    derivation = derived(paths)
    text = explain(derivation)
    for one in derivation.types:
        assert f"type {one.name}  [{one.confidence:.2f}]" in text
    for found in derivation.actions:
        assert found.name in text
        assert f"{found.method} {found.path}" in text
    assert "parent project  [0.95]" in text
    assert "candidate: post_projects_id_docs_doc_submit moves it to 'submitted'  [0.80]" in text
    assert text.index("Left over: 1") > text.index("type doc")
    assert "GET /health" in text[text.index("Left over") :]
    assert "no resource type fits its path" in text


def test_no_line_is_too_long():
    long = "/" + "/".join(f"quite-long-segment-{index}" for index in range(12))
    text = explain(derived(crud(long, f"{long}/{{id}}")))
    assert max(map(len, text.splitlines())) <= 120
