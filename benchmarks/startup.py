"""What it costs every pytest run that the plugin is installed and not asked for anything.

Whole runs of an empty suite with and without the plugin, each some dozen times in turn, without any other plugin. A run
takes a hundred times what is measured, so single differences are mostly noise; their median is the figure.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from .processes import alternated
from .row import Row

PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--disable-plugin-autoload")
COMMANDS = {"with": (*PYTEST, "-p", "pytest_resourcegraph.plugin"), "without": PYTEST}


def rows(rounds: int = 60, imports: int = 9) -> Iterator[Row]:
    """The difference on the clock, the difference in processor time, and the time of the import alone."""
    with TemporaryDirectory() as folder:
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
            compared=f"{median(taken) * 1000:.0f} ms, an empty pytest run", goal="<= 5 ms",
            noise=f"middle half {_quartile(differences, 1):.1f} to {_quartile(differences, 3):.1f} ms",
        )  # fmt: skip
    loaded = [import_milliseconds() for _ in range(imports)]
    yield Row(
        name="import of the plugin", ours=f"{median(loaded):.1f} ms", compared="python -X importtime, after pytest",
        noise=f"{min(loaded):.1f} to {max(loaded):.1f} ms",
    )  # fmt: skip


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
