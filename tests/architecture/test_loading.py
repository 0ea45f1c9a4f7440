"""What is loaded when: modules stand alone, and a suite that asks for nothing pays for nothing."""

import json
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .source import HEAVY, PACKAGE, ROOT, package_modules, python

CORE = ("errors", "events", "graph", "model", "plan")

# Runs first in a fresh interpreter: pytest and its plugin system cannot be imported.
WITHOUT_PYTEST = """
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"pytest", "_pytest", "pluggy"}:
            raise ImportError(f"{name} is blocked")
sys.meta_path.insert(0, Blocked())
"""


def _loaded_by(code: str) -> set[str]:
    """The names of all modules that a fresh interpreter has loaded after that code."""
    run = python("-c", f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))")
    assert run.returncode == 0, run.stderr
    return set(json.loads(run.stdout))


def _import_error(module: str) -> str | None:
    run = python("-W", "error", "-c", f"import {module}")
    return None if run.returncode == 0 else f"{module}: {run.stderr.strip().splitlines()[-1]}"


def test_each_module_imports_alone_without_a_warning():
    # `__main__` is a program: importing it runs it.
    modules = [module for module in package_modules() if not module.endswith("__main__")]
    with ThreadPoolExecutor(max_workers=2) as pool:
        assert [error for error in pool.map(_import_error, modules) if error] == []


def test_the_core_needs_no_pytest():
    modules = [module for module in package_modules() if module.split(".")[1:2] and module.split(".")[1] in CORE]
    assert modules
    loaded = _loaded_by(WITHOUT_PYTEST + "\n".join(f"import {module}" for module in modules))
    assert set(modules) <= loaded


def test_the_entry_point_loads_nothing_heavy():
    loaded = _loaded_by(f"import {PACKAGE}.plugin")
    assert loaded & HEAVY == set()


DECLARING = """
import itertools
import json
import pathlib
import sys

import pytest
from pytest_resourcegraph import ResourceType, action

box = ResourceType("box")
numbers = itertools.count(1)

@action(creates=box)
def create_box(api):
    return {"id": next(numbers)}

@pytest.fixture
def resource_api():
    return object()

def pytest_unconfigure(config):
    pathlib.Path("loaded.json").write_text(json.dumps(sorted(sys.modules)))
"""


def test_a_planned_run_loads_what_it_uses(tmp_path: Path):
    """Without a document nothing that reads one, without a URL nothing that sends."""
    tmp_path.joinpath("conftest.py").write_text(DECLARING, encoding="utf-8")
    run = python(
        *("-m", "pytest", "-p", f"{PACKAGE}.plugin", "--resource-graph"),
        cwd=tmp_path,
        PYTEST_DISABLE_PLUGIN_AUTOLOAD="1",
        PYTEST_ADDOPTS="",
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "1 passed" in run.stdout
    loaded = set(json.loads(tmp_path.joinpath("loaded.json").read_text(encoding="utf-8")))
    assert f"{PACKAGE}.plugin.document" in loaded
    assert loaded & HEAVY == {"rpds"}  # the graph
    assert [name for name in loaded if name.startswith(f"{PACKAGE}.declare.openapi")] == []


def test_a_plain_suite_loads_nothing_heavy(tmp_path: Path):
    tmp_path.joinpath("test_plain.py").write_text("def test_plain(): pass\n", encoding="utf-8")
    tmp_path.joinpath("conftest.py").write_text(
        "import json, pathlib, sys\n"
        "def pytest_unconfigure(config):\n"
        "    pathlib.Path('loaded.json').write_text(json.dumps(sorted(sys.modules)))\n",
        encoding="utf-8",
    )
    run = python(
        *("-m", "pytest", "-p", f"{PACKAGE}.plugin"),
        cwd=tmp_path,
        PYTEST_DISABLE_PLUGIN_AUTOLOAD="1",
        PYTEST_ADDOPTS="",
    )
    assert run.returncode == 0, run.stdout + run.stderr
    loaded = set(json.loads(tmp_path.joinpath("loaded.json").read_text(encoding="utf-8")))
    assert f"{PACKAGE}.plugin" in loaded
    assert loaded & HEAVY == set()


def test_the_facade_is_a_table_of_contents():
    run = python(
        "-c",
        f"import json, {PACKAGE} as facade\n"
        "names = facade.__all__\n"
        "print(json.dumps([names, [name for name in names if getattr(facade, name, None) is None]]))",
    )
    assert run.returncode == 0, run.stderr
    names, missing = json.loads(run.stdout)
    assert 0 < len(names) <= 30
    assert names == sorted(set(names), key=names.index), "a name stands twice"
    assert missing == []


def test_the_facade_loads_lazily():
    loaded = _loaded_by(f"import {PACKAGE}")
    assert {name for name in loaded if name.startswith(f"{PACKAGE}.")} == set()
    assert loaded & (HEAVY | {"pytest", "pluggy"}) == set()


def test_the_entry_point_is_declared():
    project = tomllib.loads(ROOT.joinpath("pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"]["pytest11"] == {"resourcegraph": f"{PACKAGE}.plugin"}
