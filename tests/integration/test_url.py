"""--resource-graph-url: where requests go, and nowhere else."""

import json

from .reading import RUN, sent


def test_requests_go_there(over_http, service):
    url = service()
    result = over_http.runpytest(*RUN, f"--resource-graph-url={url}/")
    result.stdout.fnmatch_lines([f"resource graph: {url}, *"])
    assert len(sent(url)) > 20


def test_without_one_every_item_says_what_to_do(over_http):
    result = over_http.runpytest(*RUN)
    assert result.ret == 1
    result.stdout.fnmatch_lines(
        [
            "there is no URL to send requests to",
            "looked at: --resource-graph-url, the ini value resourcegraph_url, the fixture resource_url",
            "give one of them, or a client with the hook *",
        ]
    )
    result.stdout.no_fnmatch_line("*pytest_resourcegraph/*")


def test_a_password_in_it_is_not_shown(over_http, service):
    url = service().replace("http://", "http://joe:s3cret-word@")
    result = over_http.runpytest(
        *RUN, f"--resource-graph-url={url}", "--resource-graph-events=e.jsonl", "--junitxml=j.xml"
    )
    result.stdout.fnmatch_lines(["resource graph: http://[*][*][*]@127.0.0.1:*"])
    shown = [
        result.stdout.str(),
        *((over_http.path / name).read_text(encoding="utf-8") for name in ("e.jsonl", "j.xml")),
    ]
    assert all("s3cret-word" not in text for text in shown)


IN_PROCESS = """
import pytest
from pytest_resourcegraph import Refused, ResourceType, action

box = ResourceType("box")

@pytest.fixture(scope="session")
def boxes():
    return []

@action(creates=box)
def put_box(boxes):
    boxes.append(True)
    return {"id": len(boxes)}

@action(reads=box)
def look(boxes, box):
    if not boxes[box.id - 1]:
        raise Refused("there is none")
    return {"id": box.id}

@action(destroys=box)
def take_box(boxes, box):
    if not boxes[box.id - 1]:
        raise Refused("there is none")
    boxes[box.id - 1] = False
"""


def test_none_is_needed_where_nothing_asks_for_a_client(pytester):
    pytester.makeconftest(IN_PROCESS)
    pytester.makepyfile("def test_by_hand(put_box, look):\n    look(box=put_box())\n")
    result = pytester.runpytest(*RUN)
    assert result.ret == 0
    result.stdout.fnmatch_lines(["  no findings; every action was reached and every planned sequence ran"])
    result.stdout.no_fnmatch_line("*URL*")


def test_a_client_that_only_a_fixture_asks_for_is_listened_to(pytester, service):
    pytester.makeconftest(
        """
        import pytest
        from pytest_resourcegraph import ResourceType, action

        shelf = ResourceType("shelf")

        @pytest.fixture
        def shelves(resource_api):
            return resource_api

        @action(creates=shelf)
        def create_shelf(shelves):
            return shelves.post("/shelves", json={"name": "a"}).json()["id"]

        @action(destroys=shelf)
        def delete_shelf(shelves, shelf):
            shelves.delete(f"/shelves/{shelf.id}")
        """
    )
    url = service()
    result = pytester.runpytest(*RUN, f"--resource-graph-url={url}", "--resource-graph-events=events.jsonl")
    assert result.ret == 0
    events = [json.loads(line) for line in (pytester.path / "events.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len([event for event in events if event.get("fact") == "Exchanged"]) == len(sent(url)) == 3
