"""--resource-graph-exports: each finding as a shell script, a pytest file and the YAML of its steps."""

import os
import subprocess
import sys

import pytest

from .reading import RUN


def _written(folder):
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_they_are_in_the_cache(over_http, service):
    result = over_http.runpytest(*RUN, f"--resource-graph-url={service('orphan')}")
    folder = over_http.path / ".pytest_cache" / "d" / "resourcegraph"
    stem = f"{over_http.path.name}_s0002"
    assert _written(folder) == sorted([f"{stem}.sh", f"{stem}.yaml", f"test_{stem}.py"])
    result.stdout.fnmatch_lines(
        [f"  curl:   *resourcegraph/{stem}.sh", f"  test:   *test_{stem}.py", f"  steps:  *{stem}.yaml"]
    )


def test_they_are_where_it_says(over_http, service):
    url = f"--resource-graph-url={service('orphan')}"
    result = over_http.runpytest(*RUN, url, "--resource-graph-exports=found/here")
    assert len(_written(over_http.path / "found" / "here")) == 3
    result.stdout.fnmatch_lines(["  curl:   found/here/*.sh"])


def test_the_ini_value(over_http, service):
    over_http.makeini("[pytest]\nresourcegraph_exports = found\n")
    over_http.runpytest(*RUN, f"--resource-graph-url={service('orphan')}")
    assert len(_written(over_http.path / "found")) == 3


@pytest.mark.parametrize("options", [("--resource-graph-exports=off",), ("-p", "no:cacheprovider")])
def test_there_are_none(over_http, service, options):
    result = over_http.runpytest(*RUN, f"--resource-graph-url={service('orphan')}", *options)
    assert result.ret == 1
    result.stdout.no_fnmatch_line("  curl: *")
    result.stdout.fnmatch_lines(["  Again:  pytest *"])
    assert not list(over_http.path.rglob("*.sh"))


def test_a_folder_that_cannot_be_written_hides_no_finding(over_http, service):
    over_http.path.joinpath("file").write_text("", encoding="utf-8")
    url = f"--resource-graph-url={service('orphan')}"
    result = over_http.runpytest(*RUN, url, "--resource-graph-exports=file/here")
    assert result.ret == 1
    result.stdout.fnmatch_lines(["*must be gone*", "  Again:  pytest *"])
    result.stdout.no_fnmatch_line("  curl: *")


def test_a_clean_service_leaves_none(over_http, service):
    over_http.runpytest(*RUN, f"--resource-graph-url={service()}", "--resource-graph-exports=found")
    assert _written(over_http.path / "found") == []


def test_folders_of_the_same_name_do_not_overwrite_each_other(over_http, service):
    text = (over_http.path / "conftest.py").read_text(encoding="utf-8")
    over_http.path.joinpath("conftest.py").unlink()
    for name in ("one", "two"):
        folder = over_http.path / name / "tests"
        folder.mkdir(parents=True)
        folder.joinpath("conftest.py").write_text(text, encoding="utf-8")
    url = f"--resource-graph-url={service('orphan')}"
    over_http.runpytest(*RUN, url, "--resource-graph-exports=found")
    assert [name for name in _written(over_http.path / "found") if name.endswith(".sh")] == [
        "one_tests_s0002.sh",
        "two_tests_s0002.sh",
    ]


def test_the_files_show_the_finding_without_the_plugin(over_http, service):
    url = service("orphan")
    over_http.runpytest(*RUN, f"--resource-graph-url={url}", "--resource-graph-exports=found")
    script = next(over_http.path.joinpath("found").glob("*.sh"))
    test = next(over_http.path.joinpath("found").glob("*.py"))
    environment = {**os.environ, "BASE_URL": url}
    shell = subprocess.run(["sh", str(script)], env=environment, timeout=60, capture_output=True, text=True)
    assert shell.returncode == 1, shell.stdout + shell.stderr
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:pytest_resourcegraph", "-p", "no:cacheprovider", str(test)]
    ran = subprocess.run(words, env=environment, timeout=60, capture_output=True, text=True, cwd=test.parent)
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert "must be gone" in ran.stdout


def test_in_memory_there_is_nothing_to_send(in_memory, monkeypatch):
    monkeypatch.setenv("MODE", "orphan")
    result = in_memory.runpytest(*RUN, "--resource-graph-exports=found")
    assert result.ret == 1
    assert [name.rpartition(".")[2] for name in _written(in_memory.path / "found")] == ["yaml"]
    result.stdout.fnmatch_lines(["  steps:  found/*.yaml"])
