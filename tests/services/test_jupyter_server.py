"""Jupyter Server: three bodies supplied, two traits declared, three defects known. See docs/services.md."""

import json
from importlib.resources import files

import pytest

from .conftest import TOKEN
from .ran import Ran, ran

BODIES = """
from pytest_resourcegraph import unique

BODIES = {
    "put_api_contents_path": lambda: {"type": "file", "format": "text", "content": "x"},
    "post_api_kernels": lambda: {"name": "python3"},
    "post_api_sessions": lambda: {
        "path": unique("path"), "name": unique("name"), "type": "console", "kernel": {"name": "python3"}
    },
}


def pytest_resourcegraph_body(action, body):
    return BODIES[action]() if action in BODIES else None
"""

DEFECTS = {
    ("server-error", "post_api_kernels_kernel_id_restart", "500"),
    ("server-error", "post_api_contents_path_checkpoints", "500"),
    ("server-error", "post_api_contents_path_checkpoints_checkpoint_id", "500"),
}
TRAITS = """
types:
  terminal: {reuses_ids: true}
  checkpoint: {reuses_ids: true, idempotent: true}
"""


def run(pytester: pytest.Pytester, url: str, *options: str) -> Ran:
    document = files("jupyter_server").joinpath("services/api/api.yaml")
    pytester.path.joinpath("api.yaml").write_text(document.read_text())
    return ran(
        pytester, "api.yaml", url, f"--resource-graph-header=Authorization: token {TOKEN}",
        "--resource-graph-exclude=post_api_contents_path", *options,
    )  # fmt: skip


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_what_is_known_is_all(jupyter_server: str, pytester: pytest.Pytester, seed: int):
    known = [dict(zip(("check", "action", "kind"), one, strict=True)) for one in sorted(DEFECTS)]
    pytester.makefile(".json", known=json.dumps({"version": 1, "findings": known}))
    pytester.makefile(".yaml", resourcegraph=TRAITS)
    pytester.makeconftest(BODIES)
    done = run(pytester, jupyter_server, "--resource-graph-baseline=known.json", f"--resource-graph-seed={seed}")
    assert done.code == 0, done.text
    assert done.findings == DEFECTS, done.text
    assert "no new findings, 3 known findings; every action was reached" in done.text


def test_without_the_hook_it_says_what_was_refused(jupyter_server: str, pytester: pytest.Pytester):
    done = run(pytester, jupyter_server, "--resource-graph-seed=0")
    assert done.code == 1, done.text
    assert done.findings == {
        ("server-error", "post_api_kernels", "500"),  # of a kernel that is not installed
        ("identity", "post_api_terminals", "id-of-dead"),
    }
    # The same for sessions, but for a status that the document names: that is told, and is no finding.
    place = next(number for number, line in enumerate(done.lines) if "the service does not offer" in line)
    assert done.lines[place + 1].split()[:2] == ["post_api_sessions", "501"]
    assert "put_api_contents_path answered 404" in done.text
    assert "pytest_resourcegraph_body" in done.text
