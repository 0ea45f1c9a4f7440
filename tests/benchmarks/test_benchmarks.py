"""The benchmarks still run: each in a form of a second or two, whose figures mean nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("fastapi")
pytest.importorskip("uvicorn")

from benchmarks import collection, planning, startup, throughput
from benchmarks.__main__ import BENCHMARKS, main
from benchmarks.row import Row, markdown_table, text_table

ROOT = Path(__file__).resolve().parents[2]
ROWS = (Row(name="a", ours="1 s", goal="<= 2 s"), Row(name="longer", ours="3 s"))


def test_throughput():
    rows = list(throughput.rows(1, most=1))
    assert [row.name for row in rows] == ["throughput", "throughput", "throughput, processor time"]
    assert float(rows[0].ratio) > 0


def test_planner():
    rows = list(planning.rows(1, models=("11 actions",), covers=("actions",)))
    assert [row.ours for row in rows] == ["11 requests"]


def test_the_time_of_the_largest_plan_is_shown():
    *_, last = planning.rows(1, models=(planning.LARGEST,), covers=("states",))
    assert last.name == "time to plan 200 actions, states"


def test_collection():
    costs = collection.measured(1, 20)
    assert {name: len(taken) for name, taken in costs.items()} == dict.fromkeys(
        ("planned", "plain", "planned, one", "plain, one"), 1
    )


@pytest.mark.parametrize("kind", ["planned", "plain"])
def test_both_kinds_collect_as_many_items(tmp_path, kind):
    command = collection.prepared(tmp_path, 20)[kind]
    shown = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert sum("create_thing-get_thing" in line for line in shown.splitlines()) == 20


def test_startup():
    names = [row.name for row in startup.rows(1, imports=1)]
    assert names == [
        "start-up when off",
        "start-up when off, processor time",
        "start-up when off, our own code",
        "import of the plugin",
    ]


def test_the_table_is_in_columns():
    assert text_table(ROWS).splitlines() == [
        "name    ours  compared  ratio  goal    noise",
        "a       1 s                    <= 2 s",
        "longer  3 s",
    ]


def test_the_table_for_the_results():
    assert markdown_table(ROWS[1:]).splitlines()[-1] == "| longer | 3 s |  |  |  |  |"


def test_an_unknown_name_is_refused(capsys):
    with pytest.raises(SystemExit):
        main(["nothing"])
    assert f"known benchmarks: {', '.join(BENCHMARKS)}" in capsys.readouterr().err


def test_it_runs_as_a_module():
    command = [sys.executable, "-m", "benchmarks", "--help"]
    assert "--markdown" in subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
