"""The failure on one screen: a list of events on the left, the text on the right."""

from dataclasses import replace
from textwrap import dedent

import pytest

from pytest_resourcegraph.events.change import Created
from pytest_resourcegraph.events.facts import (
    Exchanged,
    Found,
    Outcome,
    Purpose,
    SequenceFinished,
    SequenceStarted,
    StepFinished,
    StepStarted,
)
from pytest_resourcegraph.events.key import Key
from pytest_resourcegraph.report.failure import failure_text

from .stories import AGAIN, MESSAGE, W1, events, exchange, orphan_facts, step

ORPHAN = f"""\
{MESSAGE}

  Shortest reproduction: 4 steps
    1  w1 = create_workspace()        201
    2  u1 = create_upload(w1)         201
    3  delete_workspace(w1)           204
    4  get_upload(u1)                 200   <- expected 404 or 410
  Graph before step 4
    workspace w1   destroyed in step 3
    └─ upload u1   destroyed in step 3, with its parent
  Again:  {AGAIN}"""


def test_the_failure_of_the_product_page():
    assert failure_text(events(*orphan_facts())) == ORPHAN


def test_only_what_was_shrunk_is_called_the_shortest():
    text = failure_text(events(*orphan_facts(shrunk_from=0)))
    assert text == ORPHAN.replace("Shortest reproduction", "Sequence")


def test_the_same_while_the_sequence_has_not_ended():
    assert failure_text(events(*orphan_facts()[:-2])) == ORPHAN


def test_a_finding_after_the_end_of_its_step_belongs_to_it():
    *facts, found, finished, ended = orphan_facts()
    assert failure_text(events(*facts, finished, found, ended)) == ORPHAN


def test_verbose_shows_what_the_failing_step_sent_and_got():
    text = failure_text(events(*orphan_facts()), verbosity=1)
    assert (
        dedent("""\
          Step 4 on the wire
            GET http://127.0.0.1:8000/uploads/upl_3f9
            200 in 3 ms
              {
                "id": "upl_3f9",
                "status": "pending"
              }
          Again:""").replace("\n", "\n  ")
        in text
    )


def test_very_verbose_shows_all_that_happened():
    lines = failure_text(events(*orphan_facts()), verbosity=2).splitlines()
    trace = lines[lines.index("  Trace") + 1 :]
    assert trace[1:5] == [
        "    0.250  step 1  w1 = create_workspace()",
        "    0.500      POST http://127.0.0.1:8000/create_workspace -> 201 in 3 ms",
        "    0.750      + workspace w1 (ws_7)",
        "    1.000      answered 201, passed",
    ]
    assert trace[5] == "    1.250  observe  get_workspace(w1)"
    assert trace[-3].startswith("    4.500      FOUND by gone: upload u1 must be gone")


def test_a_planned_step_that_fails_is_the_last_one():
    found = Found(check="predicted", action="close", kind="refused", message="it must close", expected="2xx")
    later = step(3, "get", "get(w1)", 200, purpose=Purpose.CLEANUP)
    text = failure_text(
        events(
            SequenceStarted(name="S1"),
            *step(1, "make", "w1 = make()", 201, Created(key=W1, alias="w1", state="open")),
            *step(2, "close", "close(w1)", 409, found, outcome=Outcome.FAILED),
            *later,
        )
    )
    assert text == dedent("""\
        it must close

          Sequence: 2 steps
            1  w1 = make()        201
            2  close(w1)          409   <- expected 2xx
          Graph before step 2
            workspace w1   open""")


def test_what_the_system_said_stands_below_the_step_it_refused():
    found = Found(check="predicted", action="make", kind="refused", message="it must succeed", expected="success")

    def text(body: object, verbosity: int = 0) -> str:
        started, exchanged, *rest = step(1, "make", "w1 = make()", 422, found, outcome=Outcome.FAILED)
        assert isinstance(exchanged, Exchanged)
        told = Exchanged(exchange=replace(exchanged.exchange, response_body=body))
        return failure_text(events(SequenceStarted(name="S1"), started, told, *rest), verbosity=verbosity)

    lines = text({"detail": "name is\ttoo long"}).splitlines()
    assert lines[3:5] == [
        "    1  w1 = make()        422   <- expected success",
        '       it said: {"detail": "name is\\ttoo long"}',
    ]
    assert max(map(len, text("x" * 1000).splitlines())) <= 140
    assert "it said: too long" in text("too\nlong")
    assert "it said" not in text(None)
    assert "it said" not in text("too long", verbosity=1)  # all of it follows


def test_an_action_that_raised_has_the_same_form():
    text = failure_text(
        events(
            SequenceStarted(name="S1", again=AGAIN),
            StepStarted(number=1, action="make", text="w1 = make()"),
            StepFinished(number=1, outcome=Outcome.ERROR, answer="KeyError"),
            StepStarted(number=1, action="drop", text="drop(w1)", purpose=Purpose.CLEANUP),
            StepFinished(number=1, outcome=Outcome.ERROR, answer="OSError"),
            SequenceFinished(name="S1", outcome=Outcome.ERROR, reason="'id'"),
        )
    )
    assert text == dedent(f"""\
        step 1, w1 = make(), could not be taken: KeyError: 'id'

          Sequence: 1 step
            1  w1 = make()        error   <- KeyError
          Graph before step 1
            nothing exists
          Again:  {AGAIN}""")


def test_a_sequence_that_failed_outside_of_its_steps_says_why():
    text = failure_text(
        events(
            SequenceStarted(name="S1"),
            *step(1, "make", "w1 = make()", 201, Created(key=W1, alias="w1")),
            StepStarted(number=1, action="drop", text="drop(w1)", purpose=Purpose.CLEANUP),
            StepFinished(number=1, outcome=Outcome.ERROR, answer="OSError"),
            SequenceFinished(name="S1", outcome=Outcome.ERROR, reason="the server has gone"),
        )
    )
    assert text == dedent("""\
        the server has gone

          Sequence: 1 step
            1  w1 = make()        201
          Graph at the end
            workspace w1   alive""")


def test_no_events_are_no_reason_to_raise():
    assert failure_text([]) == "no step of this sequence failed\n"


def test_events_that_begin_in_the_middle_are_no_reason_to_raise():
    facts = [fact for fact in orphan_facts() if not isinstance(fact, Created)]
    assert failure_text(events(*facts)) == ORPHAN.replace(
        "    workspace w1   destroyed in step 3\n    └─ upload u1   destroyed in step 3, with its parent",
        "    nothing exists",
    )


def test_other_findings_of_the_step_are_told_below_the_first():
    facts = orphan_facts()
    other = Found(check="body", action="get_upload", kind="schema", message="and its body is wrong")
    text = failure_text(events(*facts[:-2], other, *facts[-2:]))
    assert text.splitlines()[:3] == [MESSAGE, "  also: and its body is wrong", ""]


def test_a_message_of_several_lines_keeps_them_and_a_long_one_is_cut():
    def told(message: str) -> list[str]:
        facts = [replace(fact, message=message) if isinstance(fact, Found) else fact for fact in orphan_facts()]
        return failure_text(events(*facts)).splitlines()

    assert told("assert 1 == 2\n + where 1 = f()\n")[:3] == ["assert 1 == 2", "   + where 1 = f()", ""]
    assert told("\n".join(["many"] * 30))[10] == "  … 20 more lines"
    assert len(told("x" * 1000)[0]) == 400
    assert told("\x1b[31mred\x00\u202e")[0] == "\\x1b[31mred\\x00\\u202e"


def test_a_long_sequence_leaves_out_its_middle_unless_all_is_asked_for():
    facts = [fact for number in range(1, 41) for fact in step(number, "act", f"act({number})", 200)]
    found = Found(check="gone", action="act", kind="k", message="wrong", expected="404")
    stream = events(SequenceStarted(name="S1"), *facts, found)
    lines = failure_text(stream).splitlines()
    assert len(lines) < 30
    assert lines[2] == "  Sequence: 40 steps"
    assert lines[7] == "    … 20 steps more (-vv shows all)"
    assert lines[8].split() == ["25", "act(25)", "200"]
    assert "act(20)" in failure_text(stream, verbosity=2)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (None, []),
        ("", []),
        ("plain\x07", ["plain\\x07"]),
        ({"a": [1]}, ["{", '  "a": [', "    1", "  ]", "}"]),
        ("\n".join("abcdefghijklm"), [*"abcdefghi", "… 4 more lines"]),
        ("y" * 500, ["y" * 93 + "…"]),
    ],
)
def test_bodies_are_cut_to_what_fits(body: object, shown: list[str]):
    facts = [exchange("GET", "/x", 200, body) if isinstance(fact, Exchanged) else fact for fact in orphan_facts()]
    lines = failure_text(events(*facts), verbosity=1).splitlines()
    place = lines.index("    200 in 3 ms")
    assert lines[place + 1 : -1] == [f"      {line}" for line in shown]


def test_no_line_is_wider_than_it_has_to_be():
    wide = Created(key=Key("t" * 200, "i"), alias="a" * 200, state="s" * 200)
    facts = [*step(1, "act", "act(" + "x" * 300 + ")", 200, wide), *step(2, "act", "act()", 200)]
    found = Found(check="c", action="act", kind="k", message="wrong", expected="e" * 300)
    lines = failure_text(events(*facts, found)).splitlines()
    assert max(map(len, lines)) <= 140
