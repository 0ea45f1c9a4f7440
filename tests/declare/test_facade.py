"""The root of the package: a table of contents that loads what is asked for."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import pytest_resourcegraph as facade

LIMIT = 0.001
# The compiled module is timed, not the search for its file: that is what the disk costs, and any module pays it.
FRESH = """
import sys, time
source = open({path!r}, encoding="utf-8").read()
code = compile(source, {path!r}, "exec")
found = []
for _ in range(20):
    before = time.perf_counter()
    exec(code, {{"__name__": "pytest_resourcegraph"}})
    found.append(time.perf_counter() - before)
print(min(found), "typing" in sys.modules, any(name.startswith("pytest_resourcegraph") for name in sys.modules))
"""


def _facade() -> ast.Module:
    return ast.parse(Path(facade.__file__).read_text(encoding="utf-8"))


def test_the_names_are_sorted_and_few():
    assert facade.__all__ == sorted(facade.__all__)
    assert len(facade.__all__) <= 30


@pytest.mark.parametrize("name", facade.__all__)
def test_each_name_leads_to_what_it_says(name):
    value = getattr(facade, name)
    assert value.__name__ == name
    assert vars(facade)[name] is value, "the second time it costs nothing"


def test_what_type_checkers_see_is_what_is_loaded():
    block = next(node for node in _facade().body if isinstance(node, ast.If))
    seen = {alias.name: node.module for node in block.body for alias in node.names}  # type: ignore[attr-defined]
    assert seen == facade._ROOM_OF
    assert sorted(seen) == sorted(facade.__all__)


def test_an_unknown_name():
    with pytest.raises(AttributeError, match=r"^module 'pytest_resourcegraph' has no attribute 'resource_type'$"):
        facade.resource_type  # noqa: B018


def test_dir_shows_what_is_not_loaded_yet():
    assert set(facade.__all__) <= set(dir(facade))


def test_importing_it_costs_less_than_a_millisecond_and_loads_nothing():
    run = subprocess.run(
        [sys.executable, "-S", "-c", FRESH.format(path=facade.__file__)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    seconds, typing, others = run.stdout.split()
    assert float(seconds) < LIMIT
    assert (typing, others) == ("False", "False")
