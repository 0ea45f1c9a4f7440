"""The judge, on a small shelf of boxes and lids."""

import pytest

from .judge import Tally, Verdict, judged
from .labels import labels

BOX = {"parent": None, "collection": "/boxes", "item": "/boxes/{id}"}
LID = {"parent": "box", "collection": "/boxes/{box_id}/lids", "item": "/boxes/{box_id}/lids/{id}"}
LABEL = {
    "types": {"box": BOX, "lid": LID},
    "operations": {
        "POST /boxes": {"role": "create", "type": "box"},
        "GET /boxes/{id}": {"role": "read", "type": "box"},
        "POST /boxes/{box_id}/lids": {"role": "create", "type": "lid"},
        "GET /health": {"role": "other", "type": None},
    },
}


def model(types=None, **operations):
    """The label, with other types, or with other operations: ``post_boxes=("read", "box")``."""
    keys = dict(zip(("make", "look", "close", "health"), LABEL["operations"], strict=True))
    changed = {keys[name]: {"role": role, "type": type_} for name, (role, type_) in operations.items()}
    return {"types": types or LABEL["types"], "operations": {**LABEL["operations"], **changed}}


ALL_RIGHT = Verdict(types=Tally(right=2), parents=Tally(right=1), roles=Tally(right=3))


def test_what_is_equal_is_right():
    assert judged(LABEL, LABEL) == ALL_RIGHT
    assert judged(LABEL, LABEL).overall == Tally(right=6)


def test_names_of_types_and_of_parameters_do_not_matter():
    crate = {"parent": None, "collection": "/boxes/", "item": "/boxes/{box}"}
    cover = {"parent": "crate", "collection": "/boxes/{box}/lids", "item": "/boxes/{box}/lids/{lid}"}
    derived = model({"crate": crate, "cover": cover}, make=("create", "crate"), look=("read", "crate"))
    derived["operations"]["POST /boxes/{box_id}/lids"] = {"role": "create", "type": "cover"}
    assert judged(LABEL, derived) == ALL_RIGHT


def test_one_address_is_enough():
    types = {"box": {**BOX, "item": None}, "lid": {**LID, "collection": None}}
    assert judged(LABEL, model(types)) == ALL_RIGHT


def test_another_item_path_is_another_type_even_below_the_same_collection():
    verdict = judged(LABEL, model({"box": {**BOX, "item": "/boxes/by-name/{name}"}, "lid": LID}))
    assert verdict.types == Tally(right=1, wrong=1, missed=1)


def test_the_better_match_wins_whatever_the_order():
    rest = {"parent": None, "collection": "/boxes", "item": None}
    for types in ({"rest": rest, "box": BOX, "lid": LID}, {"box": BOX, "lid": LID, "rest": rest}):
        verdict = judged(LABEL, model(types))
        assert verdict.types == Tally(right=2, wrong=1)
        assert verdict.roles == Tally(right=3)


def test_what_is_not_derived_is_missed():
    verdict = judged(LABEL, {"types": {}, "operations": {}})
    assert verdict == Verdict(types=Tally(missed=2), roles=Tally(missed=3))
    assert (verdict.overall.precision, verdict.overall.recall) == (1.0, 0.0)


def test_what_is_invented_is_wrong():
    types = {**LABEL["types"], "health": {"parent": "box", "collection": "/health", "item": None}}
    verdict = judged(LABEL, model(types, health=("list", "health")))
    assert verdict == Verdict(types=Tally(right=2, wrong=1), parents=Tally(right=1), roles=Tally(right=3, wrong=1))


@pytest.mark.parametrize(
    ("parent", "tally"),
    [
        (None, Tally(missed=1)),
        ("lid", Tally(wrong=1, missed=1)),
        ("shelf", Tally(wrong=1, missed=1)),
    ],
)
def test_a_wrong_parent(parent, tally):
    assert judged(LABEL, model({"box": BOX, "lid": {**LID, "parent": parent}})).parents == tally


def test_an_invented_parent_is_wrong():
    assert judged(LABEL, model({"box": {**BOX, "parent": "lid"}, "lid": LID})).parents == Tally(right=1, wrong=1)


@pytest.mark.parametrize(
    ("given", "tally"),
    [
        (("other", None), Tally(right=2, missed=1)),
        (("update", "box"), Tally(right=2, wrong=1, missed=1)),
        (("read", "lid"), Tally(right=2, wrong=1, missed=1)),
        (("read", None), Tally(right=2, wrong=1, missed=1)),
    ],
)
def test_a_wrong_role_or_its_type(given, tally):
    assert judged(LABEL, model(look=given)).roles == tally


def test_one_resource_in_two_spellings():
    label = {**LABEL, "types": {**LABEL["types"], "box": {**BOX, "also": ["/v0/boxes", "/v0/boxes/{id}"]}}}
    again = {"parent": None, "collection": "/v0/boxes", "item": "/v0/boxes/{id}"}
    verdict = judged(label, model({**LABEL["types"], "again": again}, look=("read", "again")))
    assert verdict == Verdict(types=Tally(right=2, wrong=1), parents=Tally(right=1), roles=Tally(right=3))


def test_the_other_spelling_alone_is_right():
    again = {"parent": None, "collection": "/v0/boxes", "item": "/v0/boxes/{id}"}
    label = {**LABEL, "types": {**LABEL["types"], "box": {**BOX, "also": ["/v0/boxes/{id}"]}}}
    assert judged(label, model({"box": again, "lid": LID})) == ALL_RIGHT


def test_doubt_can_be_left_out():
    look = {"role": "read", "type": "box", "doubt": "why"}
    label = {
        "types": {"box": BOX, "lid": {**LID, "doubt": "why"}},
        "operations": {**LABEL["operations"], "GET /boxes/{id}": look},
    }
    derived = model({"box": BOX}, look=("update", "box"), close=("action", "box"))
    assert judged(label, derived).overall == Tally(right=2, wrong=2, missed=3)
    assert judged(label, derived, sure=True).overall == Tally(right=2)


def test_it_tells_what_is_wrong():
    types = {"box": BOX, "cap": {"parent": None, "collection": "/caps", "item": None}}
    told = judged(LABEL, model(types, look=("update", "box"), close=("other", None))).overall.told
    assert told == (
        "type cap: labelled nowhere, or twice",
        "type lid: not found",
        "GET /boxes/{id}: ('update', 'box'), but labelled ('read', 'box')",
        "POST /boxes/{box_id}/lids: ('other', None), but labelled ('create', 'lid')",
    )


def test_verdicts_add_up():
    both = judged(LABEL, LABEL) + judged(LABEL, {"types": {}, "operations": {}})
    assert both.overall == Tally(right=6, missed=5)
    assert both.overall.recall == 6 / 11


@pytest.mark.parametrize("name", labels())
def test_every_label_agrees_with_itself(name):
    overall = judged(labels()[name], labels()[name]).overall
    assert (overall.precision, overall.recall) == (1.0, 1.0)
