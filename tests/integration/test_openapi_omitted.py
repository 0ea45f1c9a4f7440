"""What of a document is never called is told with the reason: in the section, in the events, once."""

from .reading import events, row, section, sent

EVENTS = "--resource-graph-events=e.jsonl"
QUICK = ("--resource-graph-cover=actions", "--resource-graph-observe=off", EVENTS)
UNSAFE = "a GET that seems to change state, so that calling it is not safe"


def _omitted(pytester):
    plans = [event for event in events(pytester.path / "e.jsonl") if event["fact"] == "Planned"]
    return [dict(plan.get("omitted", ())) for plan in plans]


def test_the_section_tells_the_first_and_how_many(planned_from, published, pytester):
    url = published("wide")
    result = planned_from(url, *QUICK)
    told = row(result, "left out")
    assert told == f"4 operations: GET /reset ({UNSAFE}), 3 more (-v shows all)"
    assert not any(one["path"] in ("/reset", "/login") for one in sent(url))
    (omitted,) = _omitted(pytester)
    assert list(omitted) == [
        "GET /reset",
        "POST /zones/{zone}/doors",
        "GET /zones/{zone}/doors/{door_id}",
        "POST /login",
    ]
    assert omitted["POST /zones/{zone}/doors"] == "nothing gives a value for zone"


def test_all_of_them_with_v(planned_from, published, pytester):
    told = section(planned_from(published("wide"), *QUICK, "-v"))
    place = told.index("  left out")
    assert [line.strip().split("   ")[0] for line in told[place + 1 : place + 5]] == list(*_omitted(pytester))
    assert UNSAFE in told[place + 1]


def test_what_a_filter_takes_out(planned_from, published):
    result = planned_from(published(), *QUICK, "--resource-graph-exclude=PATCH")
    assert row(result, "left out") == "1 operation: PATCH /cabinets/{cabinet_id} (filtered out)"


def test_nothing_is_said_where_all_is_called(planned_from, published, pytester):
    assert not any("left out" in line for line in section(planned_from(published(), *QUICK)))
    assert _omitted(pytester) == [{}]


def test_what_only_an_action_that_was_filtered_could_set_up(planned_from, published, pytester):
    """Without the create nothing can be reached, and each of them says so."""
    planned_from(published(), *QUICK, "--resource-graph-exclude=create_file")
    (omitted,) = _omitted(pytester)
    assert omitted["POST /cabinets/{cabinet_id}/files"] == "filtered out"
    assert omitted["POST /files/{file_id}/seal"] == "nothing creates: file"


def test_a_conftest_beside_tells_it_as_well_and_workers_once(planned_from, published, pytester):
    pytester.makeconftest("from pytest_resourcegraph import ResourceType\n\nfile = ResourceType('file')\n")
    result = planned_from(published("wide"), *QUICK, "-n", "2")
    assert row(result, "left out").startswith("4 operations: GET /reset ")
    assert len(_omitted(pytester)) == 1
