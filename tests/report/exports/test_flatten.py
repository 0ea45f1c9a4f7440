"""JSON read by awk: the same values as Python reads, always written the same way."""

import json
import os
import shutil
import subprocess
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pytest_resourcegraph.report.exports.body_path import leaves, token, written
from pytest_resourcegraph.report.exports.shell_functions import FLATTEN

AWKS = [name for name in ("mawk", "gawk", "busybox", "original-awk") if shutil.which(name)]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=12,
)


def flatten(text: str | bytes, awk: str = "awk") -> tuple[int, list[str]]:
    command = [awk, "awk"] if awk == "busybox" else [awk]
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
    sent = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    ended = subprocess.run([*command, FLATTEN], input=sent, capture_output=True, env=environment, timeout=60)
    return ended.returncode, ended.stdout.decode("utf-8", "surrogatepass").split("\n")[:-1]


def lines(value: object) -> dict[str, str]:
    """The texts and whole numbers of a value as the lines that they must be."""
    return {written(path): token(one) if isinstance(one, str) else str(one) for path, one in leaves(value)}


@pytest.mark.parametrize("awk", AWKS)
def test_every_kind_of_value_has_its_line(awk):
    value = '{"a": [1, -2.50, true, null, {"b c": "x"}], "": {}, "t\\u0009ab": [[]], "n": 1e3, "d": 0.1}'
    assert flatten(value, awk) == (0, [
        ".a[0]\t1", ".a[1]\t-2.5", ".a[2]\ttrue", ".a[3]\tnull", '.a[4]."b c"\t"x"', ".a[4]\t{1}", ".a\t[5]",
        '.""\t{0}', '."t\\u0009ab"[0]\t[0]', '."t\\u0009ab"\t[1]', ".n\t1000", ".d\t0.10000000000000001", "\t{5}",
    ])  # fmt: skip


@pytest.mark.parametrize("awk", AWKS)
@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r'"\"\\\/\b\f\n\r\t"', '"\\"\\\\/\\u0008\\u000c\\u000a\\u000d\\u0009"'),
        (r'"\u00e9\u20ac\ud83d\ude00"', '"é€😀"'),
        (r'"\ud83d \udc00 \u0000"', '"\\ud83d \\udc00 \\u0000"'),
        ('"é😀"', '"é😀"'),
        (r'"\\\\\"\\"', '"\\\\\\\\\\"\\\\"'),
        ('"$(id) `id` %s \'"', '"$(id) `id` %s \'"'),
    ],
)
def test_texts_are_written_in_one_way(awk, text, value):
    assert flatten(text, awk) == (0, [f"\t{value}"])


@pytest.mark.parametrize("awk", AWKS)
@pytest.mark.parametrize(
    "text",
    ["", "{", "[1,]", "{'a':1}", "[1 2]", '{"a" 1}', '{"a":}', "nul", "01", "1.", '"a', '"\n"', '"\\x"', "[1]]", "1 2",
     "<html></html>", '{"a":1,}', "[}", '"\\u12"', ":", ","],
)  # fmt: skip
def test_what_is_not_json_gives_nothing(awk, text):
    assert flatten(text, awk)[0] == 1
    assert flatten(text, awk)[1] == []


@pytest.mark.parametrize("awk", AWKS)
@settings(max_examples=40, deadline=None)
@given(value=VALUES, pretty=st.booleans(), escaped=st.booleans())
def test_awk_reads_what_python_wrote(awk, value, pretty, escaped):
    text = json.dumps(value, indent=2 if pretty else None, ensure_ascii=escaped)
    status, told = flatten(text, awk)
    assert status == 0
    shown = dict(line.split("\t", 1) for line in told)
    assert {path: one for path, one in shown.items() if path in lines(value)} == lines(value)


def test_a_body_of_a_megabyte_is_read_in_seconds():
    items = [{"id": f"itm_{number}", "size": number, "text": "x" * 100, "tags": [1, 2, 3]} for number in range(5000)]
    began = time.perf_counter()
    status, told = flatten(json.dumps(items))
    assert status == 0
    assert told[-1] == "\t[5000]"
    assert time.perf_counter() - began < 20
