"""What one process keeps: which actions succeeded, and which never did."""

from pytest_resourcegraph.engine.memory import Memory
from pytest_resourcegraph.model.action import Action
from pytest_resourcegraph.model.answer import Answer

SEND = Action(name="send")
NO, YES, FAILED = Answer(status=422), Answer(status=200), Answer(status=500)


def test_the_last_refusal_is_kept_until_it_succeeds():
    memory = Memory()
    memory.learn(SEND, Answer(status=400))
    memory.learn(SEND, NO)
    assert list(memory.declined.values()) == [(SEND, NO)]
    memory.learn(SEND, YES)
    assert memory.declined == {}
    assert memory.proven == {SEND.identity}


def test_a_refusal_after_a_success_says_nothing():
    memory = Memory()
    memory.learn(SEND, YES)
    memory.learn(SEND, NO)
    assert memory.declined == {}


def test_a_server_error_is_no_refusal():
    memory = Memory()
    memory.learn(SEND, FAILED)
    assert (memory.declined, memory.proven) == ({}, set())


def test_what_is_declined_is_told_once():
    memory = Memory()
    assert list(memory.newly_declined()) == []
    memory.learn(SEND, NO)
    assert list(memory.newly_declined()) == [(SEND, NO)]
    memory.learn(SEND, Answer(status=409))
    assert list(memory.newly_declined()) == []
