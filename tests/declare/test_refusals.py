"""``refuses=`` and ``expects=``."""

import pytest

from pytest_resourcegraph.declare.decorators import action
from pytest_resourcegraph.declare.types import ResourceType
from pytest_resourcegraph.model.action import Refusal

from .building import action_of, told_of

box = ResourceType("box")
ANY_4XX: frozenset[int] = frozenset()
ALL = dict.fromkeys(Refusal, ANY_4XX)
OTHERS = {Refusal(name): ANY_4XX for name in Refusal if name != Refusal.DUPLICATE}


def making(**said):
    @action(creates=box, **said)
    def make(api): ...

    return make


@pytest.mark.parametrize(
    ("said", "made"),
    [
        (True, ALL),
        (False, {}),
        ((), {}),
        ("duplicate", {Refusal.DUPLICATE: ANY_4XX}),
        ([Refusal.DUPLICATE, "wrong-state"], {Refusal.DUPLICATE: ANY_4XX, Refusal.WRONG_STATE: ANY_4XX}),
        ({"duplicate": 409}, {**ALL, Refusal.DUPLICATE: {409}}),
        ({Refusal.DUPLICATE: (409, 422)}, {**ALL, Refusal.DUPLICATE: {409, 422}}),
        ({"duplicate": True}, ALL),
        ({"duplicate": False}, OTHERS),
        ({}, ALL),
    ],
)
def test_which_are_tried_and_what_refuses_them(said, made):
    assert action_of(making(refuses=said)).refusals == made


def test_a_refusal_that_is_not_known():
    declared = making(refuses=["duplicat"])
    other = action(name="other", refuses={"wrong": 409})(lambda api: None)
    known = ", ".join(sorted(Refusal))
    assert told_of(declared, other) == [
        f"{declared.origin}: action 'make' refuses 'duplicat', which is not a refusal\n"
        f"known refusals: {known}\n"
        "did you mean 'duplicate'?",
        f"{other.origin}: action 'other' refuses 'wrong', which is not a refusal\n"
        f"known refusals: {known}\n"
        "did you mean 'wrong-state'?",
    ]


@pytest.mark.parametrize("status", [99, 600, "201", None])
def test_what_is_no_status(status):
    declared = making(expects=[status], refuses={"duplicate": [409, status]})
    assert told_of(declared) == [
        f"{declared.origin}: action 'make' expects {status!r}, which is no status\ngive a number between 100 and 599",
        f"{declared.origin}: action 'make' refuses 'duplicate' with {status!r}, which is no status\n"
        "give a number between 100 and 599",
    ]
