"""The judge: the first check that finds something names the difference; what is accepted ends nothing."""

import pytest

from pytest_resourcegraph.engine.judging import Judge
from pytest_resourcegraph.engine.memory import Memory
from pytest_resourcegraph.events.claim import NO_SERVER_ERROR, REFUSAL, FieldAsIn, FieldIs, Length, StatusIs
from pytest_resourcegraph.events.exchange import Secrets
from pytest_resourcegraph.events.facts import Event, Found
from pytest_resourcegraph.events.stream import Stream
from pytest_resourcegraph.model.check import Finding
from pytest_resourcegraph.model.resource import ResourceType
from pytest_resourcegraph.testing import Fault

from ..testing.archive import archive
from ..testing.desk import Desk


class _Finds:
    def __init__(self, name):
        self.name = name

    def judge(self, taken):
        yield Finding(check=self.name, kind="a", message="key s3cret-word differs")
        yield Finding(check=self.name, kind="b", message="b")


def _judge(accepts=(), schema=None):
    kept: list[Event] = []
    stream = Stream(clock=lambda: 0.0, sink=kept.append, execution="S0001")
    memory = Memory([_Finds("one"), _Finds("two")])
    return Judge(schema or archive(), memory, stream, Secrets.of(["s3cret-word"]), accepts), kept


def test_one_difference_has_one_name():
    desk = Desk(archive(), checks=[_Finds("one"), _Finds("two")])
    assert {finding.check for finding in desk.findings("create_folder", "f1")} == {"one"}


def test_it_writes_them_down_with_secrets_masked():
    judge, kept = _judge()
    findings = tuple(_Finds("one").judge(None))
    assert judge.report("create_folder", 3, findings, "S0001", ()) == findings
    facts = [event.fact for event in kept]
    assert [(fact.check, fact.kind, fact.step, fact.known) for fact in facts if isinstance(fact, Found)] == [
        ("one", "a", 3, False), ("one", "b", 3, False),
    ]  # fmt: skip
    assert "s3cret-word" not in facts[0].message


def test_what_is_accepted_is_known_and_ends_nothing():
    judge, kept = _judge(accepts={("one", "create_folder", "a")})
    first, second = _Finds("one").judge(None)
    assert judge.report("create_folder", 3, (first, second), "S0001", ()) == (second,)
    assert judge.accepted == [first]
    assert [event.fact.known for event in kept] == [True, False]


STATUS = (StatusIs(statuses=(404, 410), family=REFUSAL), StatusIs(family=NO_SERVER_ERROR))
OTHERS = (FieldIs(path=("title",), value="a"), FieldAsIn(path=("size",), step=2), Length(path=(), items=0))


@pytest.mark.parametrize(
    ("action", "kept"),
    [("get_folder", (STATUS[1], *OTHERS)), ("create_document", (*STATUS, *OTHERS)), ("nobody's", (*STATUS, *OTHERS))],
)
def test_where_the_body_says_what_was_refused_no_claim_is_about_the_status_but_a_server_error(action, kept):
    folder = ResourceType(name="folder", error_field="error")
    judge, events = _judge(schema=archive(types=(folder,)))
    finding = Finding(check="one", kind="a", message="it differs", claims=(*STATUS, *OTHERS))
    assert judge.report(action, 3, (finding,), "S0001", ()) == (finding,)
    assert [event.fact.claims for event in events] == [kept]


def test_a_finding_on_such_a_type_holds_no_claim_about_the_status():
    for field, claims in (("error", ()), (None, (StatusIs(statuses=(404, 410), family=REFUSAL),))):
        folder = ResourceType(name="folder", error_field=field)
        desk = Desk(archive(types=(folder,)), faults=[Fault(kind="cached-read", type="folder")])
        desk.take("create_folder", "f1")
        desk.take("delete_folder", folder="f1")
        (finding,) = desk.findings("get_folder", folder="f1")
        assert (finding.check, finding.kind) == ("gone", "after-destroy")
        (found,) = desk.of(Found)
        assert isinstance(found, Found)
        assert found.claims == claims
