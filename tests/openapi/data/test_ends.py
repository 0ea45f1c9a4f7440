"""The ends of a pattern: found at once, also where a text that nearly fits can be read in a great many ways."""

import subprocess
import sys

import pytest

SCRIPT = """
import sys
from pytest_resourcegraph.declare.openapi.data.ends import text_ends
print(text_ends({"pattern": sys.argv[1], "minLength": int(sys.argv[2])}))
"""


@pytest.mark.parametrize(("pattern", "least"), [(r"^(\d+,?)+$", 30), ("^(a|aa)+$", 40), ("(^(x+x+)+$)", 30)])
def test_no_text_is_tried_that_takes_for_ever(pattern, least):
    ended = subprocess.run(
        [sys.executable, "-c", SCRIPT, pattern, str(least)], capture_output=True, text=True, timeout=60
    )
    assert ended.returncode == 0, ended.stderr
