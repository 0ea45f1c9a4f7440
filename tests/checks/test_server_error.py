"""No server error: a 5xx is a finding, whatever was sent."""

import pytest

from pytest_resourcegraph.events.claim import NO_SERVER_ERROR, StatusIs
from pytest_resourcegraph.model.check import Finding
from pytest_resourcegraph.testing import FakeResponse, Fault

from ..testing.archive import archive
from ..testing.desk import Desk, desk_of

REFUSAL_FAILS = Fault(kind="refusal-500", type="folder")


def test_a_refusal_that_makes_the_server_fail():
    desk = Desk(archive(), faults=[REFUSAL_FAILS])
    desk.take("create_folder", "f1")
    desk.take("delete_folder", folder="f1")
    assert desk.findings("get_folder", folder="f1") == (
        Finding(
            check="server-error",
            kind="500",
            message="get_folder made the server fail: it answered 500 (expected a refusal (4xx))",
            expected="a refusal (4xx)",
            claims=(StatusIs(family=NO_SERVER_ERROR),),
        ),
    )


def test_a_refusal_that_is_one():
    desk = Desk(archive())
    desk.take("create_folder", "f1")
    desk.take("delete_folder", folder="f1")
    assert desk.findings("get_folder", folder="f1") == ()


@pytest.mark.parametrize("status", [500, 503, 599])
def test_a_success_that_makes_the_server_fail(status):
    desk = desk_of(archive(), list_folders=lambda: FakeResponse(status_code=status))
    (finding,) = desk.findings("list_folders")
    assert (finding.check, finding.kind) == ("server-error", str(status))
    assert finding.message == f"list_folders made the server fail: it answered {status} (expected success)"


def test_what_speaks_no_http_has_no_server_error():
    assert desk_of(archive(), list_folders=list).findings("list_folders") == ()


def test_it_is_the_only_name_of_the_difference():
    desk = desk_of(archive(), create_folder=lambda: FakeResponse(status_code=500))
    assert [finding.check for finding in desk.findings("create_folder")] == ["server-error"]
