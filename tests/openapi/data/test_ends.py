"""The ends of a pattern: found at once, also where a text that nearly fits can be read in a great many ways."""

import subprocess
import sys

import pytest

SCRIPT = """
import sys
from itertools import islice
from pytest_resourcegraph.declare.openapi.data.ends import text_ends
from pytest_resourcegraph.declare.openapi.data.text import texts
keywords = {"pattern": sys.argv[1], "minLength": int(sys.argv[2])}
print(text_ends(keywords))
for name in ("name", "email"):
    assert len(list(islice(texts({**keywords, "maxLength": 60}, name, 7), 3))) == 3
"""


@pytest.mark.parametrize(
    ("pattern", "least"), [(r"^(\d+,?)+$", 30), ("^(a|aa)+$", 40), ("(^(x+x+)+$)", 30), ("^([a-z]+ ?)+[.!]$", 40)]
)
def test_no_text_is_tried_that_takes_for_ever(pattern, least):
    ended = subprocess.run(
        [sys.executable, "-c", SCRIPT, pattern, str(least)], capture_output=True, text=True, timeout=60
    )
    assert ended.returncode == 0, ended.stderr
