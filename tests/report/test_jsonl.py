"""The file of events: written as they happen, read as far as they were written."""

from pathlib import Path

import pytest

from pytest_resourcegraph.events.codec import encode
from pytest_resourcegraph.report.jsonl import JsonLines, ReportError, read
from pytest_resourcegraph.report.summary import summarize

from .stories import whole_run

RUN = whole_run()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A written file of the whole run, in a folder that was not there."""
    path = tmp_path / "reports" / "run.jsonl"
    with JsonLines(path) as file:
        for event in RUN:
            file.append(event)
    return path


def test_what_was_written_is_read(path: Path):
    assert list(read(path)) == RUN
    assert summarize(read(str(path))) == summarize(RUN)


def test_each_event_is_on_disk_before_the_next(tmp_path: Path):
    file = JsonLines(tmp_path / "run.jsonl")
    for number, event in enumerate(RUN, start=1):
        file.append(event)
        assert list(file) == RUN[:number]
    file.close()


def test_a_closed_file_takes_nothing_more_and_does_not_mind(path: Path):
    file = JsonLines(path)
    file.close()
    file.close()
    file.append(RUN[0])
    assert list(file) == []


def test_a_last_line_of_a_killed_writer_is_left_out_wherever_it_was_cut(tmp_path: Path):
    path = tmp_path / "run.jsonl"
    first, second = (encode(event).encode() for event in RUN[:2])
    second = second.replace(b"pairs", "pärs".encode())
    for size in range(len(second)):
        path.write_bytes(first + b"\n" + second[:size])
        assert list(read(path)) == RUN[:1]


def test_a_last_line_that_lacks_only_its_end_is_read(tmp_path: Path):
    path = tmp_path / "run.jsonl"
    path.write_text(encode(RUN[0]))
    assert list(read(path)) == RUN[:1]


def test_another_line_that_is_no_event_is_an_error_with_its_place(path: Path):
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[0], b'{"fact":"Bang"}\n', *lines[1:]]))
    with pytest.raises(ReportError) as caught:
        list(read(path))
    first, second, third = str(caught.value).splitlines()
    assert first == f"{path}:2: unknown fact 'Bang'"
    assert second.startswith("a file of events has one event a line")
    assert third.startswith("remove the line")


def test_a_file_that_cannot_be_opened_is_an_error_of_three_lines(tmp_path: Path):
    for attempt in (lambda: JsonLines(tmp_path), lambda: list(read(tmp_path / "none.jsonl"))):
        with pytest.raises(ReportError) as caught:
            attempt()
        first, second, third = str(caught.value).splitlines()
        assert first.startswith(f"{tmp_path}")
        assert second in ("Is a directory", "No such file or directory")
        assert third == "give a path that this user can read and write"
