"""What it costs every pytest run that the plugin is installed and not asked for anything.

Whole runs of an empty suite with and without the plugin, each some dozen times in turn, without any other plugin. A run
takes a hundred times what is measured, so single differences are mostly noise; their median is the figure.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from compileall import compile_dir
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import pytest_resourcegraph

from .processes import alternated
from .row import Row

PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--disable-plugin-autoload")
EMPTY = "plugin_that_does_nothing"
# Against an empty plugin: what pytest needs to load any plugin at all is not ours to save.
COMMANDS = {"with": (*PYTEST, "-p", "pytest_resourcegraph.plugin"), "without": (*PYTEST, "-p", EMPTY)}
OWN = """
import functools, sys, time
import pytest
began = time.perf_counter()
import pytest_resourcegraph.plugin as plugin
spent = time.perf_counter() - began
def timed(function):
    @functools.wraps(function)
    def measured(*args, **kwargs):
        global spent
        began = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            spent += time.perf_counter() - began
    return measured
for name in [name for name in vars(plugin) if name.startswith("pytest_")]:
    setattr(plugin, name, timed(getattr(plugin, name)))
pytest.main(["-q", "-p", "no:cacheprovider", "--disable-plugin-autoload", "-p", "pytest_resourcegraph.plugin"])
print("spent", spent * 1000)
"""
"""Adds up the import and every hook of ours in one run of an empty suite."""


def rows(rounds: int = 60, imports: int = 9) -> Iterator[Row]:
    """The difference on the clock, the difference in processor time, and the time of the import alone."""
    # Whoever installs a package has it compiled; a checkout may not have been, where nobody may write.
    compile_dir(Path(pytest_resourcegraph.__file__).parent / "plugin", quiet=1)
    with TemporaryDirectory() as folder:
        Path(folder, f"{EMPTY}.py").touch()
        costs = alternated(COMMANDS, Path(folder), rounds)
    with_, without = costs["with"], costs["without"]
    clock = [(one.seconds - other.seconds) * 1000 for one, other in zip(with_, without, strict=True)]
    busy = [(one.busy - other.busy) * 1000 for one, other in zip(with_, without, strict=True)]
    for name, differences, taken in (
        ("start-up when off", clock, [one.seconds for one in without]),
        ("start-up when off, processor time", busy, [one.busy for one in without]),
    ):
        yield Row(
            name=name, ours=f"+ {median(differences):.1f} ms",
            compared=f"{median(taken) * 1000:.0f} ms, with an empty plugin", goal="<= 5 ms",
            noise=f"middle half {_quartile(differences, 1):.1f} to {_quartile(differences, 3):.1f} ms",
        )  # fmt: skip
    own = [own_milliseconds() for _ in range(imports)]
    yield Row(
        name="start-up when off, our own code", ours=f"{median(own):.1f} ms", compared="import and all hooks, added up",
        goal="<= 5 ms", noise=f"{min(own):.1f} to {max(own):.1f} ms",
    )  # fmt: skip
    loaded = [import_milliseconds() for _ in range(imports)]
    yield Row(
        name="import of the plugin", ours=f"{median(loaded):.1f} ms", compared="python -X importtime, after pytest",
        noise=f"{min(loaded):.1f} to {max(loaded):.1f} ms",
    )  # fmt: skip


def own_milliseconds() -> float:
    """What our import and our hooks take in one run of an empty suite, measured inside it."""
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-c", OWN]
        told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder).stdout
    return float(told.split()[-1])


def import_milliseconds() -> float:
    """What the interpreter says that importing the plugin takes, all that it imports included."""
    command = [sys.executable, "-X", "importtime", "-c", "import pytest; import pytest_resourcegraph.plugin"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    # A line is `import time: self | cumulative | name`, in microseconds.
    cumulative = re.search(r"\| +(\d+) \| pytest_resourcegraph\.plugin$", told, re.MULTILINE)
    assert cumulative is not None, told
    return int(cumulative[1]) / 1000


def _quartile(values: list[float], number: int) -> float:
    return sorted(values)[len(values) * number // 4]
