"""--resource-graph-events: every event as a line of JSON, on disk at once."""

from .reading import RUN, events, row


def test_every_event_is_there(over_http, service):
    result = over_http.runpytest(*RUN, f"--resource-graph-url={service()}", "--resource-graph-events=out/e.jsonl")
    kept = events(over_http.path / "out" / "e.jsonl")
    facts = [event["fact"] for event in kept]
    assert facts[0] == "RunStarted"
    assert facts[1] == "Planned"
    assert facts[-1] == "RunFinished"
    assert facts.count("Exchanged") == int(row(result, "requests").split()[0])
    assert facts.count("SequenceFinished") == 2
    assert [event["n"] for event in kept] == list(range(1, len(kept) + 1))


def test_a_finding_is_there(in_memory, monkeypatch):
    monkeypatch.setenv("MODE", "orphan")
    in_memory.runpytest(*RUN, "--resource-graph-events=e.jsonl")
    found = [event for event in events(in_memory.path / "e.jsonl") if event["fact"] == "Found"]
    assert {(event["check"], event["action"], event["kind"]) for event in found} == {
        ("gone", "get_book", "after-parent-destroy")
    }
    first = found[0]
    assert first["sequence"].startswith("conftest.py::S0002-")
    assert first["token"].startswith("RG1-")
    assert first["step"] > 0


def test_a_place_that_cannot_be_written_is_a_usage_error(in_memory):
    in_memory.path.joinpath("file").write_text("", encoding="utf-8")
    result = in_memory.runpytest(*RUN, "--resource-graph-events=file/e.jsonl")
    assert result.ret == 4
    result.stderr.fnmatch_lines(["ERROR: *file/e.jsonl*"])


def test_an_interrupted_run_has_its_events(in_memory):
    path = in_memory.path / "conftest.py"
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            "def finish_book(api, book):", "def finish_book(api, book):\n    raise KeyboardInterrupt"
        ),
        encoding="utf-8",
    )
    assert in_memory.runpytest_subprocess(*RUN, "--resource-graph-events=e.jsonl").ret == 2
    kept = events(in_memory.path / "e.jsonl")
    assert kept[-1] == {**kept[-1], "fact": "RunFinished", "remark": "interrupted"}
    assert "interrupted" in [event.get("outcome") for event in kept if event["fact"] == "SequenceFinished"]
