"""What a recording keeps: ids, unique values and secrets are places, everything else is as it was sent."""

import pytest

from pytest_resourcegraph.events.claim import FieldIs, Length, Listed, StatusIs
from pytest_resourcegraph.events.facts import Purpose
from pytest_resourcegraph.events.key import Key
from pytest_resourcegraph.report.exports.record import record
from pytest_resourcegraph.report.exports.recording import Recording, Request
from pytest_resourcegraph.report.exports.template import Demand, Fields, Items, Run, Slot, Words

from .recorded import clean_up, ended, found, made, sent, sequence, step

GONE = found(StatusIs(statuses=(404,)))


def targets(recording: Recording) -> list[str]:
    return [shown(request.target) for step in recording.steps for request in step.requests]


def shown(words: Words) -> str:
    """The words with their places in braces."""
    return "".join(
        part if isinstance(part, str) else "{run}" if isinstance(part, Run) else f"{{{part.name}}}"
        for part in words.parts
    )


def binds(recording: Recording) -> dict[str, tuple[str | int, ...]]:
    return {bind.name: bind.path for step in recording.steps for request in step.requests for bind in request.binds}


def last(recording: Recording) -> Request:
    return recording.steps[-1].requests[-1]


def test_an_id_is_taken_from_the_answer_that_shows_it_first():
    told = record(
        sequence(
            step("b1 = make_box()", sent("POST", "/boxes", 201, {"id": "bx_81f", "size": 1}), made("b1", "bx_81f")),
            step("get_box(b1)", sent("GET", "/boxes/bx_81f?box=bx_81f&x=1", 200)),
            GONE,
        )
    )
    assert targets(told) == ["/boxes", "/boxes/{b1}?box={b1}&x=1"]
    assert binds(told) == {"b1": ("id",)}
    assert told.unjudged == ""


def test_one_number_of_two_types_is_told_apart_by_its_place():
    w, u = Key("shelf", 1), Key("box", 1, Key("shelf", 1))
    told = record(
        sequence(
            step(
                "s1 = make_shelf()", sent("POST", "/shelves", 201, {"id": 1, "floor": 1}), made("s1", 1, kind="shelf")
            ),
            step(
                "b1 = make_box(s1)",
                sent("POST", "/shelves/1/boxes", 201, {"size": 1, "id": 1}, body={"size": 1}),
                made("b1", 1, below=w),
            ),
            step("get_box(b1)", sent("GET", "/shelves/1/boxes/1?shelf_id=1&page=1", 200)),
            step("get_box(b1)", sent("PUT", "/shelves/1/boxes/1", 200, body={"shelf_id": 1, "box": 1, "size": 1})),
            GONE,
        )
    )
    assert u.parent == w
    assert targets(told)[1:] == [
        "/shelves/{s1}/boxes",
        "/shelves/{s1}/boxes/{b1}?shelf_id={s1}&page=1",
        "/shelves/{s1}/boxes/{b1}",
    ]
    assert binds(told) == {"s1": ("id",), "b1": ("id",)}
    assert last(told).body == Fields(
        ((Words(("shelf_id",)), Slot("s1")), (Words(("box",)), Slot("b1")), (Words(("size",)), 1))
    )


def test_without_telling_names_the_left_one_is_the_parent():
    told = record(
        sequence(
            step("s1 = make_shelf()", sent("POST", "/api/1/ws", 201, {"id": 1}), made("s1", 1, kind="shelf")),
            step(
                "b1 = make_box(s1)",
                sent("POST", "/api/1/ws/1/fs", 201, {"id": 1}),
                made("b1", 1, below=Key("shelf", 1)),
            ),
            step("get_box(b1)", sent("GET", "/api/1/ws/1/fs/1", 200)),
            GONE,
        )
    )
    assert targets(told) == ["/api/1/ws", "/api/1/ws/{s1}/fs", "/api/1/ws/{s1}/fs/{b1}"]


def test_siblings_with_ids_that_are_counted_below_each_parent():
    told = record(
        sequence(
            step("s1 = make_shelf()", sent("POST", "/shelves", 201, {"id": 1}), made("s1", 1, kind="shelf")),
            step("s2 = make_shelf()", sent("POST", "/shelves", 201, {"id": 2}), made("s2", 2, kind="shelf")),
            step(
                "b1 = make_box(s1)",
                sent("POST", "/shelves/1/boxes", 201, {"id": 1}),
                made("b1", 1, below=Key("shelf", 1)),
            ),
            step(
                "b2 = make_box(s2)",
                sent("POST", "/shelves/2/boxes", 201, {"id": 1}),
                made("b2", 1, below=Key("shelf", 2)),
            ),
            step("get_box(b1)", sent("GET", "/shelves/1/boxes/1", 200)),
            step("get_box(b2)", sent("GET", "/shelves/2/boxes/1", 200)),
            GONE,
        )
    )
    assert targets(told)[-2:] == ["/shelves/{s1}/boxes/{b1}", "/shelves/{s2}/boxes/{b2}"]


def test_a_small_number_that_means_something_else_stays():
    told = record(
        sequence(
            step("b1 = make_box()", sent("POST", "/boxes", 201, {"id": 3}, body={"size": 3}), made("b1", 3)),
            step("fill_box(b1)", sent("POST", "/boxes/3/fill?level=3", 200, body={"times": 3, "of": [3]})),
            GONE,
        )
    )
    assert targets(told)[-1] == "/boxes/{b1}/fill?level=3"
    assert last(told).body == Fields(((Words(("times",)), 3), (Words(("of",)), Items((3,)))))


def test_an_id_in_a_nested_answer_is_taken_from_there():
    told = record(
        sequence(
            step(
                "b1 = make_box()",
                sent("POST", "/boxes", 201, {"id": "bx_1", "lids": [{"id": "lid_77a"}]}),
                made("b1", "bx_1"),
            ),
            step("close_lid(b1)", sent("POST", "/lids/lid_77a/close", 200)),
            GONE,
        )
    )
    assert targets(told)[-1] == "/lids/{v1}/close"
    assert binds(told) == {"v1": ("lids", 0, "id")}


def test_an_id_that_only_the_location_shows():
    answer = sent("POST", "/boxes", 201, answered=(("Location", "http://127.0.0.1:8000/boxes/b%20x7"),))
    told = record(
        sequence(
            step("b1 = make_box()", answer, made("b1", "b x7")),
            step("get_box(b1)", sent("GET", "/boxes/b%20x7", 200)),
            GONE,
        )
    )
    assert targets(told)[-1] == "/boxes/{b1}"
    assert told.steps[0].requests[0].binds[0].located


def test_a_unique_value_is_another_one_in_each_run():
    name = "name-9f31c2ab-1"
    told = record(
        sequence(
            step(
                "b1 = make_box()",
                sent("POST", "/boxes", 201, {"id": name, "slug": "x"}, body={"name": name, "twin": name + "-2"}),
                made("b1", name),
            ),
            step("get_box(b1)", sent("GET", f"/boxes/{name}?q=a%2F{name}", 200)),
            found(FieldIs(path=("name",), value=name), Listed(path=(), field="name", value=name, times=1)),
        )
    )
    assert targets(told)[-1] == "/boxes/name-{run}-1?q=a%2Fname-{run}-1"
    assert told.steps[0].requests[0].body == Fields(
        ((Words(("name",)), Words(("name-", Run(), "-1"))), (Words(("twin",)), Words(("name-", Run(), "-1-2"))))
    )
    assert [one.value for one in told.expected] == [Words(("name-", Run(), "-1"))] * 2
    assert binds(told) == {}


def test_what_only_looks_like_a_unique_value_stays():
    told = record(
        sequence(
            step(
                "b1 = make_box()", sent("POST", "/boxes", 201, {"id": "job-0a1b2c3d-4"}), made("b1", "job-0a1b2c3d-4")
            ),
            step("get_box(b1)", sent("GET", "/boxes/job-0a1b2c3d-4?u=550e8400-e29b-41d4-a716-446655440000", 200)),
            GONE,
        )
    )
    assert targets(told)[-1] == "/boxes/{b1}?u=550e8400-e29b-41d4-a716-446655440000"


def test_secrets_are_demanded_by_who_sends_them():
    masked = (("Authorization", "***"), ("X-Trace", "7"), ("Host", "h"), ("Accept", "*/*"))
    told = record(
        sequence(
            step(
                "b1 = make_box()",
                sent("POST", "/boxes?token=***", 201, {"id": "bx_1"}, body={"password": "***"}, headers=masked),
                made("b1", "bx_1", owner="anna"),
            ),
            step("get_box(b1) as ben", sent("GET", "/boxes/bx_1", 200, headers=masked), actor="ben"),
            GONE,
        )
    )
    assert [demand.name for demand in told.demands] == [
        "RESOURCEGRAPH_ANNA_AUTHORIZATION",
        "RESOURCEGRAPH_BEN_AUTHORIZATION",
        "RESOURCEGRAPH_SECRET_1",
        "RESOURCEGRAPH_SECRET_2",
    ]
    assert last(told).headers == (
        ("Authorization", Words((Demand("RESOURCEGRAPH_BEN_AUTHORIZATION"),))),
        ("X-Trace", Words(("7",))),
    )


def test_what_was_asked_again_until_it_was_right_is_one_request():
    told = record(
        sequence(
            step("b1 = make_box()", sent("POST", "/boxes", 201, {"id": "bx_1"}), made("b1", "bx_1")),
            step("get_box(b1)", *[sent("GET", "/boxes/bx_1", status) for status in (404, 404, 200)]),
            step("fill(b1)", sent("POST", "/fill", 200), sent("POST", "/fill", 200)),
            GONE,
        )
    )
    polls = told.steps[1].requests
    assert [(one.times, one.settles, one.status) for one in polls] == [(3, True, 200)]
    assert [one.times for one in told.steps[2].requests] == [1, 1]


def test_what_was_destroyed_is_destroyed_in_the_cleanup_where_it_was_not():
    told = record(
        sequence(
            step("b1 = make_box()", sent("POST", "/boxes", 201, {"id": "bx_1"}), made("b1", "bx_1")),
            step("delete_box(b1)", sent("DELETE", "/boxes/bx_1", 204), ended("bx_1"), number=2),
            step("get_box(b1)", sent("GET", "/boxes/bx_1", 200), number=2, purpose=Purpose.OBSERVED),
            GONE,
            clean_up("delete_lid(l1)", sent("DELETE", "/lids/1", 500)),
        )
    )
    assert [(step.text, step.unless) for step in told.cleanup] == [("delete_lid(l1)", 0), ("delete_box(b1)", 2)]
    assert [step.label for step in told.steps] == ["step 1", "step 2", "after step 2"]


def test_what_a_right_answer_makes_is_destroyed_as_its_twin_was():
    told = record(
        sequence(
            step("b1 = make_box()", sent("POST", "/boxes", 201, {"id": "bx_1"}), made("b1", "bx_1")),
            step("delete_box(b1)", sent("DELETE", "/boxes/bx_1", 204), ended("bx_1")),
            step("b2 = make_box()", sent("POST", "/boxes", 409)),
            found(StatusIs()),
        )
    )
    assert [shown(step.requests[0].target) for step in told.cleanup] == ["/boxes/{b1_2}", "/boxes/{b1}"]
    assert [(bind.name, bind.path, bind.needed) for bind in last(told).binds] == [("b1_2", ("id",), False)]


@pytest.mark.parametrize(
    ("ending", "why"),
    [
        ([], "no step of the sequence failed"),
        (found(), "what 'gone' compares cannot be compared by a script"),
        (
            found(StatusIs(), Listed(path=(), field="id", value="bx_9", times=0)),
            "whether bx_9 is listed cannot be asked: no other run has it",
        ),
        (found(Length(path=(), items=0)), ""),
    ],
)
def test_what_cannot_be_judged_says_why(ending, why):
    assert record(sequence(step("list()", sent("GET", "/boxes", 200, [{"id": "bx_9"}])), ending)).unjudged == why


def test_a_step_without_a_recorded_request_cannot_be_repeated():
    told = record(sequence(step("b1 = make_box()", made("b1", "x")), step("get(b1)", sent("GET", "/b", 200)), GONE))
    assert told.unjudged == "step 1 sent no request that was recorded"


def test_a_text_that_is_cut_cannot_be_repeated():
    cut = sent("POST", "/boxes", 500, body="a" * 20, headers=(("Content-Length", "40000"),))
    assert record(sequence(step("make()", cut), GONE)).unjudged == "the body that step 1 sent was not recorded whole"


def test_nothing_at_all_is_a_recording_without_steps():
    assert record([]).unjudged == "no step of the sequence failed"
