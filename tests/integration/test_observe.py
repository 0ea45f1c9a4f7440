"""--resource-graph-observe: how much is looked at after a step."""

import re

from .reading import RUN, row


def _observed(result):
    found = re.search(r"(\d+) observed", row(result, "requests"))
    return int(found[1]) if found else 0


def test_off_new_and_all(in_memory):
    off, new, everything = (
        _observed(in_memory.runpytest(*RUN, f"--resource-graph-observe={mode}")) for mode in ("off", "new", "all")
    )
    assert off == 0 < new < everything


def test_new_is_the_default(in_memory):
    assert _observed(in_memory.runpytest(*RUN)) == _observed(in_memory.runpytest(*RUN, "--resource-graph-observe=new"))
