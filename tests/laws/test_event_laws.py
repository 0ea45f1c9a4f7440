"""Laws of the events: a line of a file says all that an event says, and reports cannot tell the two apart."""

from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pytest_resourcegraph.events.change import GraphFact
from pytest_resourcegraph.events.codec import decode, encode
from pytest_resourcegraph.events.facts import Event, Fact
from pytest_resourcegraph.report.failure import failure_text
from pytest_resourcegraph.report.jsonl import JsonLines, read
from pytest_resourcegraph.report.summary import Summary, summarize
from pytest_resourcegraph.report.terminal import summary_lines

from .facts import FACTS, events, events_of

streams = st.lists(events, max_size=8)
# Every kind of fact has its own test below: fewer examples of each do.
few = settings(max_examples=30)


@pytest.mark.parametrize("strategy", FACTS, ids=range(len(FACTS)))
@few
@given(data=st.data())
def test_decode_gives_back_what_encode_took(strategy: st.SearchStrategy[Fact], data: st.DataObject):
    event = data.draw(events_of(strategy))
    line = encode(event)
    assert decode(line) == event
    assert encode(decode(line)) == line


@given(events)
def test_an_event_is_one_line_that_a_file_can_hold(event: Event):
    line = encode(event)
    assert "\n" not in line
    assert "\r" not in line
    line.encode("utf-8")


def test_there_is_a_strategy_for_every_fact():
    declared = {kind for kind in (*get_args(Fact), *get_args(GraphFact)) if isinstance(kind, type)}
    assert len(FACTS) == len(declared)


@given(st.text(max_size=40) | st.binary(max_size=40).map(lambda raw: raw.decode("latin-1")))
def test_any_other_line_is_refused_with_a_reason(line: str):
    with pytest.raises(ValueError, match=r"\S"):
        decode(line)


@few
@given(streams)
def test_a_report_from_the_file_is_the_report_made_live(tmp_path_factory, stream: list[Event]):
    path: Path = tmp_path_factory.mktemp("events") / "run.jsonl"
    live = Summary()
    with JsonLines(path) as file:
        for event in stream:
            live.add(event)
            file.append(event)
    kept = list(read(path))
    assert kept == stream
    assert summarize(kept) == live.value()
    assert failure_text(kept, verbosity=2) == failure_text(stream, verbosity=2)


@few
@given(streams, st.integers(0, 8))
def test_asking_in_between_changes_no_summary(stream: list[Event], place: int):
    asked = Summary()
    for event in stream[:place]:
        asked.add(event)
    asked.value()
    for event in stream[place:]:
        asked.add(event)
    assert asked.value() == summarize(stream)


@few
@given(streams, st.sampled_from([-1, 0, 1, 2]))
def test_no_report_breaks_the_terminal_or_xml(stream: list[Event], verbosity: int):
    lines = [line.text for line in summary_lines(summarize(stream), verbosity)]
    assert _unsafe("".join(lines)) == []
    assert _unsafe(failure_text(stream, verbosity=verbosity).replace("\n", "")) == []


def _unsafe(text: str) -> Sequence[str]:
    """The control characters, surrogates and non-characters of a text."""
    return [char for char in text if ord(char) < 32 or 0x7F <= ord(char) < 0xA0 or 0xD800 <= ord(char) < 0xE000]
