"""What a line of events looks like, and what is refused."""

import re

import pytest

from pytest_resourcegraph.events.change import Created, Moved
from pytest_resourcegraph.events.codec import decode, encode
from pytest_resourcegraph.events.facts import Event, Purpose, RunStarted, StepStarted
from pytest_resourcegraph.events.key import Key
from pytest_resourcegraph.events.store import MemoryStore
from pytest_resourcegraph.events.stream import Stream


def _event(fact) -> Event:
    return Event(number=1, at=0.5, execution="S1", executor="main", fact=fact)


def test_a_line_is_flat_and_leaves_out_what_holds_its_default():
    key = Key("book", 7, Key("shelf", "s"))
    assert encode(_event(Created(key=key, alias="b1", data={"é": [1]}))) == (
        '{"n":1,"at":0.5,"execution":"S1","executor":"main","fact":"Created",'
        '"key":[["shelf","s"],["book",7]],"alias":"b1","data":{"é":[1]}}'
    )


def test_the_start_of_a_run_carries_the_version_of_the_format():
    assert '"schema":1' in encode(_event(RunStarted(seed="7")))


def test_half_of_a_surrogate_pair_can_be_written():
    event = _event(Moved(key=Key("book", "\ud800"), state="é"))
    assert encode(event).isascii()
    assert decode(encode(event)) == event


def test_purposes_come_back_as_purposes():
    step = StepStarted(number=1, action="a", text="a()", purpose=Purpose.OBSERVED)
    decoded = decode(encode(_event(step))).fact
    assert isinstance(decoded, StepStarted)
    assert decoded.purpose is Purpose.OBSERVED


_PLACE = '"n":1,"at":0,"execution":"","executor":""'


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not a line of JSON"),
        ("[]", "not an event"),
        ("7", "not an event"),
        ('{"n":1}', "no 'fact'"),
        ('{"fact":"Bang"}', "unknown fact 'Bang'"),
        ('{"fact":["a"]}', "unknown fact"),
        ('{"fact":"RunStarted","seed":"1"}', "a RunStarted with other fields than known: 'n'"),
        ('{"fact":"RunStarted","schema":2}', "written in event schema 2, this version reads 1"),
        (f'{{{_PLACE},"fact":"RunFinished","colour":1}}', "a RunFinished with other fields"),
        (f'{{{_PLACE},"fact":"Moved","state":"x"}}', "a Moved with other fields"),
        (f'{{{_PLACE},"fact":"Moved","state":"x","key":[]}}', "an empty key"),
        (f'{{{_PLACE},"fact":"Moved","state":"x","key":7}}', "pairs"),
        (f'{{{_PLACE},"fact":"Exchanged","exchange":7}}', "a Exchanged with other fields"),
        (f'{{{_PLACE},"fact":"SequenceFinished","name":"x","outcome":"won"}}', "won"),
    ],
)
def test_a_line_that_is_no_event_is_refused_with_the_reason(line: str, reason: str):
    with pytest.raises(ValueError, match=re.escape(reason)):
        decode(line)


def test_a_stream_numbers_and_places_its_facts():
    store = MemoryStore()
    times = iter([1.0, 2.0])
    stream = Stream(clock=lambda: next(times), sink=store.append, executor="gw1")
    stream.append(RunStarted(seed="7"))
    stream.execution, stream.cause = "S1", 1
    stream.append(RunStarted(seed="7"))
    assert [(e.number, e.at, e.execution, e.executor, e.cause) for e in store] == [
        (1, 1.0, "", "gw1", None),
        (2, 2.0, "S1", "gw1", 1),
    ]
    assert len(store) == 2


def test_a_key_knows_what_is_above_it():
    shelf = Key("shelf", "s")
    page = Key("page", 1, Key("book", "b", shelf))
    assert str(page) == "shelf s / book b / page 1"
    assert page.is_below(shelf)
    assert not shelf.is_below(shelf)
    assert page.above("shelf") == shelf
    assert page.above("page") == page
    assert shelf.above("page") is None
