"""What goes into JUnit XML."""

from xml.etree import ElementTree

from pytest_resourcegraph.events.exchange import Exchange
from pytest_resourcegraph.events.facts import Exchanged, RunStarted, SequenceStarted
from pytest_resourcegraph.report.failure import failure_text
from pytest_resourcegraph.report.junit import failure_body, properties

from .stories import events, orphan_facts


def test_the_properties_are_few_and_strings():
    assert properties(events(*orphan_facts()), seed="7") == [
        ("rg.seed", "7"),
        ("rg.plan", "S0003"),
        ("rg.goals", "create_upload > delete_workspace"),
        ("rg.replay", "RG1-abc"),
    ]


def test_what_is_not_known_is_left_out():
    assert properties([]) == []
    assert properties(events(SequenceStarted(name="test_by_hand", scope="tests"))) == [
        ("rg.plan", "tests: test_by_hand")
    ]


def test_the_start_of_the_run_has_the_last_word_on_the_seed():
    assert properties(events(RunStarted(seed="9")), seed="7") == [("rg.seed", "9")]


def test_properties_are_short_but_a_token_is_whole():
    started = SequenceStarted(name="S1", goals=("a > b",) * 100, token="RG1-" + "x" * 900)
    held = dict(properties(events(started)))
    assert len(held["rg.goals"]) == 200
    assert held["rg.replay"] == started.token


def test_the_body_holds_the_reproduction_and_the_trace():
    stream = events(*orphan_facts())
    body = failure_body(stream)
    assert body.startswith(failure_text(stream, verbosity=1) + "\n\n  Trace\n    0.000  sequence S0003 began")
    assert body.count("Trace") == 1


def test_no_character_breaks_the_xml():
    every = "".join(map(chr, [*range(0x20), 0x7F, 0x85, 0xD800, 0xFFFE, 0xFFFF])) + "<&>]]>"
    shown = Exchange(method="GET", url=every, response_body={every: every}, error=every)
    facts = [Exchanged(exchange=shown) if isinstance(fact, Exchanged) else fact for fact in orphan_facts()]
    element = ElementTree.Element("failure")
    element.text = failure_body(events(*facts))
    ElementTree.fromstring(ElementTree.tostring(element, encoding="utf-8"))
