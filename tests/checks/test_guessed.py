"""What is only guessed to read or to list need not show it: the document of the service says what it answers."""

from dataclasses import replace

import pytest

from pytest_resourcegraph.testing import FakeResponse

from ..testing.archive import archive
from ..testing.desk import Desk, desk_of


class Page:
    """A response that is not JSON."""

    status_code = 200
    headers = {"content-type": "text/html"}  # noqa: RUF012 - as plain as a response can be
    text = "<html>"

    def json(self) -> object:
        raise ValueError("no JSON")


def desk(*, doubtful: bool) -> Desk:
    schema = archive()
    guessed = {
        name: replace(schema.actions[name], doubtful=doubtful) for name in ("get_folder", "list_folders")
    }  # fmt: skip
    made = desk_of(
        replace(schema, actions={**schema.actions, **guessed}), create_folder=lambda: "f",
        get_folder=lambda folder: Page(), list_folders=lambda: FakeResponse(status_code=200, body={"total": 1}),
    )  # fmt: skip
    made.take("create_folder", "f1")
    return made


@pytest.mark.parametrize("doubtful", [True, False])
def test_a_page_in_place_of_the_resource(doubtful: bool):
    found = desk(doubtful=doubtful).findings("get_folder", folder="f1")
    assert [one.kind for one in found] == ([] if doubtful else ["unreadable"])


@pytest.mark.parametrize("doubtful", [True, False])
def test_no_list_in_the_answer(doubtful: bool):
    found = desk(doubtful=doubtful).findings("list_folders")
    assert [one.kind for one in found] == ([] if doubtful else ["unreadable"])
