"""Which operations of a document take part: filters, what destroys, and parameters that no resource fills."""

import pytest

from .reading import events, section, sent

EVENTS = "--resource-graph-events=e.jsonl"
READS = {"list_cabinets", "get_cabinet", "list_files", "get_file"}
WRITES = {"create_cabinet", "rename_cabinet", "delete_cabinet", "create_file", "delete_file", "seal_file"}
QUICK = ("--resource-graph-cover=actions", "--resource-graph-observe=off", EVENTS)


def _taken(pytester):
    kept = events(pytester.path / "e.jsonl")
    return {event["action"] for event in kept if event["fact"] == "StepStarted"}


@pytest.mark.parametrize(
    ("option", "actions"),
    [
        ("include=create_cabinet,get_cabinet", {"create_cabinet", "get_cabinet"}),
        ("include=/cabinets", {"list_cabinets", "create_cabinet"}),
        ("include=POST", {"create_cabinet", "create_file", "seal_file"}),
        ("exclude=DELETE,PATCH,/files/*", READS - {"get_file"} | {"create_cabinet", "create_file"}),
        ("exclude=tag:reads", WRITES),
    ],
)  # fmt: skip
def test_filters(planned_from, published, pytester, option, actions):
    result = planned_from(published(), *QUICK, f"--resource-graph-{option}")
    assert result.ret == 0, result.stdout.str()
    assert _taken(pytester) == actions


def test_safe_destroys_nothing(planned_from, published, pytester):
    url = published()
    result = planned_from(url, EVENTS, "--resource-graph-safe")
    assert result.ret == 0, result.stdout.str()
    assert "DELETE" not in {request["method"] for request in sent(url)}
    assert any("cannot be cleaned up" in line for line in section(result))


def test_the_ini_values(planned_from, published, pytester):
    pytester.makeini("[pytest]\nresourcegraph_safe = true\nresourcegraph_exclude = /files/*\n")
    planned_from(published(), *QUICK)
    assert _taken(pytester) == {
        "list_cabinets", "create_cabinet", "get_cabinet", "rename_cabinet", "list_files", "create_file",
    }  # fmt: skip


def test_a_parameter_that_nothing_fills(planned_from, published, pytester):
    url = published("zoned")
    result = planned_from(url, *QUICK, "--resource-graph-parameters=zone=blue")
    assert result.ret == 0, result.stdout.str()
    assert {request["path"].split("/")[2] for request in sent(url) if "zones" in request["path"]} == {"blue"}
    assert "create_cabinet" in _taken(pytester)


def test_without_its_value_nothing_is_sent_there(planned_from, published):
    url = published("zoned")
    planned_from(url)
    assert [request for request in sent(url) if "zone" in request["path"]] == []


def test_a_value_is_one_segment_of_the_path(planned_from, published):
    url = published("zoned")
    planned_from(url, *QUICK, "--resource-graph-parameters=zone=a/b")
    assert {request["path"].split("/")[2] for request in sent(url)} == {"a%2Fb"}
