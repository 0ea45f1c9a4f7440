"""What a user is sure of is held to: an action that is not doubtful, what it needs, and a natural key."""

import pytest

from .reading import events, sent

EVENTS = "--resource-graph-events=e.jsonl"
STATES = "types:\n  file: {states: [open, sealed]}\nactions:\n  seal_file: "
SURE = "actions:\n  create_cabinet: {doubtful: false}\n"
KEY = "types:\n  cabinet: {key: name}\n"
TYPE = "from pytest_resourcegraph import ResourceType\n\ncabinet = ResourceType('cabinet', key='name')\n"


def _found(pytester):
    kept = events(pytester.path / "e.jsonl")
    return {"/".join((event["check"], event["action"], event["kind"])) for event in kept if event["fact"] == "Found"}


def _yaml(pytester, text):
    pytester.path.joinpath("resourcegraph.yaml").write_text(text, encoding="utf-8")


def test_what_is_derived_is_doubted(planned_from, published, pytester):
    for mode in ("resealed", "twofold"):
        assert planned_from(published(mode), EVENTS).ret == 0
        assert _found(pytester) == set()


@pytest.mark.parametrize(
    "said",
    [
        '{moves: {file: "open -> sealed"}}',
        '{moves: {file: "open -> sealed"}, doubtful: false}',
        '{requires: {file: open}, moves: {file: "open -> sealed"}, doubtful: false}',
    ],
)
def test_what_it_needs_is_a_reason_to_refuse(planned_from, published, pytester, said):
    _yaml(pytester, STATES + said)
    assert planned_from(published(), EVENTS).ret == 0
    assert any("sealed" in event.get("why", "") for event in events(pytester.path / "e.jsonl"))
    assert planned_from(published("resealed"), EVENTS).ret == 1
    assert _found(pytester) == {"lifecycle/seal_file/wrong-state"}


def test_refusals_that_are_said_are_those(planned_from, published, pytester):
    _yaml(pytester, STATES + '{moves: {file: "open -> sealed"}, refuses: [after-destroy], doubtful: false}')
    assert planned_from(published("resealed"), EVENTS).ret == 0


def test_one_that_is_not_doubtful_has_to_refuse_a_taken_key(planned_from, published, pytester):
    _yaml(pytester, SURE)
    assert planned_from(published(), EVENTS).ret == 0
    assert planned_from(published("twofold"), EVENTS).ret == 1
    assert _found(pytester) == {"predicted/create_cabinet/duplicate"}


def test_one_that_is_not_doubtful_has_to_succeed(planned_from, published, pytester):
    _yaml(pytester, SURE)
    assert planned_from(published("closed"), EVENTS).ret == 1
    assert _found(pytester) == {"predicted/create_cabinet/refused"}


def _keys(pytester, how):
    if how == "yaml":
        _yaml(pytester, KEY)
    else:
        pytester.makeconftest(TYPE)


@pytest.mark.parametrize("how", ["yaml", "conftest"])
@pytest.mark.parametrize("document", ["", "unsaid-"])
def test_a_key_that_is_said_is_one(planned_from, published, pytester, how, document):
    """Whether the document speaks of a conflict or not."""
    _keys(pytester, how)
    assert planned_from(published(f"{document}clean".removesuffix("-clean")), EVENTS).ret == 0
    assert any("its key is taken" in event.get("why", "") for event in events(pytester.path / "e.jsonl"))
    assert planned_from(published(f"{document}twofold"), EVENTS).ret == 1
    assert _found(pytester) == {"predicted/create_cabinet/duplicate", "predicted/rename_cabinet/duplicate"}


def test_a_field_that_is_said_to_be_the_key_is_unique(planned_from, published, pytester):
    """Though the document does not ask for it, and though its name is not that of a key."""
    _yaml(pytester, KEY.replace("name", "mark"))
    url = published("serial")
    assert planned_from(url, EVENTS).ret == 0
    marks = [one["body"]["mark"] for one in sent(url) if one["method"] == "POST" and one["path"] == "/cabinets"]
    assert 1 < len(set(marks)) < len(marks)
    assert planned_from(published("serial-twofold"), EVENTS).ret == 1
    assert _found(pytester) == {"predicted/create_cabinet/duplicate"}
