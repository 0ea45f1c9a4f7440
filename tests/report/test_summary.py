"""What a run came to: events on the left, the summary on the right."""

from dataclasses import replace

from pytest_resourcegraph.events.facts import (
    Accepted,
    Coverage,
    Event,
    Found,
    Outcome,
    Purpose,
    Replay,
    Replayed,
    RunFinished,
    RunStarted,
    SequenceFinished,
    SequenceStarted,
    Shrunk,
    StepFinished,
    StepStarted,
)
from pytest_resourcegraph.report.summary import Summary, summarize
from pytest_resourcegraph.report.terminal import shortfalls
from pytest_resourcegraph.report.totals import (
    Finding,
    LeftBehind,
    Requests,
    RunSummary,
    ScopeSummary,
)

from .stories import MESSAGE, events, orphan_facts, passing_facts, plan, step, whole_run

ORPHAN = ("gone", "get_upload", "after-parent-destroy")
ARCHIVE = ("archive_upload", "no action makes an upload ready")


def test_a_whole_run():
    assert summarize(whole_run()) == RunSummary(
        seed="7",
        url="http://127.0.0.1:8000",
        scopes=(
            ScopeSummary(
                scope="",
                types=("workspace", "upload"),
                actions=("create_workspace", "create_upload", "get_upload", "delete_workspace", "archive_upload"),
                cover="pairs",
                sequences=2,
                steps=5,
                lower_bound=4,
                coverage=(
                    Coverage(criterion="actions", covered=4, infeasible=1, unplanned=0),
                    Coverage(criterion="pairs", covered=7, infeasible=1, unplanned=0),
                ),
                infeasible=(("delete_workspace > create_upload", "no living workspace is left"),),
                unreached=(ARCHIVE,),
                uncleanable=("audit",),
            ),
        ),
        sequences=((Outcome.PASSED, 1), (Outcome.FAILED, 1)),
        steps=5,
        requests=Requests(planned=5, observed=2, cleanup=1),
        findings=(
            Finding(
                check="gone",
                action="get_upload",
                kind="after-parent-destroy",
                count=1,
                first="S0003",
                message=MESSAGE,
            ),
        ),
        reached=frozenset({"create_workspace", "create_upload", "get_upload", "get_workspace", "delete_workspace"}),
        succeeded=True,
        left=(
            LeftBehind(type="upload", alias="u1", id="upl_3f9", reason="delete_upload answered 500", sequence="S0003"),
        ),
        duration=5.25,
    )


def test_nothing_comes_to_nothing():
    assert summarize([]) == RunSummary()
    assert Summary().value() == RunSummary()


def test_requests_are_those_exchanged_or_those_that_the_step_counts():
    def told(*facts) -> Requests:
        return summarize(events(SequenceStarted(name="S1", token="t"), *facts)).requests

    counted = [
        StepStarted(number=1, action="a", text="a()"),
        StepFinished(number=1, outcome=Outcome.PASSED, answer="ok", requests=3),
    ]
    assert told(*counted).planned == 3
    assert told(*step(1, "a", "a()", 200)).planned == 1  # and not two
    assert told(*step(1, "a", "a()", 200)[:-1]).planned == 1  # killed within the step
    assert told(*step(1, "a", "a()", 200), *counted).planned == 4


def test_hand_written_tests_are_counted_apart():
    summary = summarize(
        events(
            SequenceStarted(name="test_by_hand"),
            *step(1, "create_upload", "u1 = create_upload(w1)", 201),
            *step(1, "get_upload", "get_upload(u1)", 200, purpose=Purpose.CLEANUP),
            SequenceFinished(name="test_by_hand", outcome=Outcome.PASSED),
        )
    )
    assert (summary.sequences, summary.tests, summary.steps) == ((), 1, 0)
    assert summary.requests == Requests(outside=1, cleanup=1)


def test_what_was_cut_from_a_failing_sequence_adds_requests_only():
    stream = [*events(*orphan_facts(shrunk_from=0)), *events(*orphan_facts(shrunk_from=3), execution="cut")]
    once = summarize(events(*orphan_facts(shrunk_from=0)))
    both = summarize(stream)
    assert both.findings == once.findings
    assert both.sequences == once.sequences
    assert both.steps == once.steps
    assert both.requests == Requests(planned=3, observed=2, shrinking=5)


def test_same_findings_are_counted_and_the_first_is_named():
    facts = orphan_facts(shrunk_from=0)
    finding = summarize([*events(*facts), *events(*facts, execution="S0004")]).findings
    assert [(one.count, one.first) for one in finding] == [(2, "S0003")]


def test_planned_actions_that_no_step_took_are_named():
    def not_run(*facts) -> tuple[str, ...]:
        return summarize(events(plan(unreached=(ARCHIVE,)), *facts)).scopes[0].not_run

    everything = ("create_workspace", "create_upload", "get_upload", "delete_workspace")
    assert not_run() == everything
    assert not_run(*passing_facts()) == ("create_workspace", "delete_workspace")  # a cleanup proves nothing
    refused = step(1, "create_upload", "create_upload(w1)", 404, expected="refusal")
    assert not_run(SequenceStarted(name="S1", token="t"), *refused) == everything
    skipped = step(1, "create_upload", "create_upload(w1)", 404, outcome=Outcome.SKIPPED)
    assert not_run(SequenceStarted(name="S1", token="t"), *skipped) == everything
    elsewhere = [SequenceStarted(name="S1", scope="other", token="t"), *step(1, "get_upload", "get_upload()", 200)]
    assert not_run(replace(plan(), scope="other"), *elsewhere) == everything
    # A test that belongs to no plan has taken the action wherever it is planned.
    assert not_run(*elsewhere) == ("create_workspace", "create_upload", "delete_workspace")


def test_a_sequence_without_an_end_was_interrupted():
    facts = passing_facts()
    assert summarize(events(*facts[:-1])).sequences == ((Outcome.INTERRUPTED, 1),)
    assert summarize(events(*facts[:-1], *facts)).sequences == ((Outcome.PASSED, 1), (Outcome.INTERRUPTED, 1))


def test_workers_may_be_mixed():
    def worker(name: str) -> list[Event]:
        return [
            *events(RunStarted(seed="7"), plan(), execution="", executor=name),
            *events(*passing_facts(name), execution="S1", executor=name),
            *events(RunFinished(remark="stopped" if name == "gw1" else ""), execution="", executor=name),
        ]

    one, other = worker("gw0"), worker("gw1")
    mixed = summarize([event for pair in zip(one, other, strict=True) for event in pair])
    assert mixed == summarize([*one, *other])
    assert mixed.sequences == ((Outcome.PASSED, 2),)
    assert (mixed.planned_sequences, mixed.remark, mixed.requests.total) == (2, "stopped", 6)


def test_the_lower_bound_is_compared_only_where_every_sequence_passed():
    passing = [event for name in ("S1", "S2") for event in events(*passing_facts(name), execution=name)]
    assert summarize([*events(plan()), *passing]).over_lower_bound == 4 / 4
    assert summarize([*events(plan()), *passing[:-1]]).over_lower_bound is None
    assert summarize(passing).over_lower_bound is None
    assert summarize(whole_run()).over_lower_bound is None


def test_what_was_found_before_is_no_part_of_the_plan():
    started = SequenceStarted(name="R-orphan", token="RG1-a", replays=True)
    pinned = [*events(started, *step(1, "get_upload", "g()", 200), execution="R")]
    end = SequenceFinished(name="R-orphan", outcome=Outcome.PASSED)
    summary = summarize([*events(plan(sequences=1)), *pinned, *events(end, execution="R")])
    assert summary.replays == ((Outcome.PASSED, 1),)
    assert (summary.sequences, summary.ran, summary.steps) == ((), 0, 0)
    assert summary.requests == Requests(replayed=1)
    assert "1 sequence of 1 not run to the end" in shortfalls(summary)


def test_known_findings_are_told_from_new_ones():
    facts = orphan_facts(shrunk_from=0)
    known = [replace(fact, known=True) if isinstance(fact, Found) else fact for fact in facts]
    accepted = Accepted(file="b.json", findings=(ORPHAN, ("gone", "get_upload", "other"), ("gone", "put", "other")))
    summary = summarize([*events(accepted), *events(*known)])
    assert [one.known for one in summary.findings] == [True]
    assert summary.new_findings == ()
    assert summarize(events(*facts)).new_findings == summarize(events(*facts)).findings


def test_accepted_ones_that_did_not_come_are_outdated_where_their_action_was_taken():
    accepted = Accepted(file="b.json", findings=(ORPHAN, ("gone", "get_upload", "other"), ("gone", "put", "other")))
    summary = summarize([*events(accepted), *events(*passing_facts())])
    assert summary.outdated == (ORPHAN, ("gone", "get_upload", "other"))


def test_what_shrinking_came_to_is_told_with_the_finding():
    check, action, kind = ORPHAN
    shrunk = Shrunk(
        check=check, action=action, kind=kind, sequence="S0003", steps=3, was=4, again=2, tries=2, requests=9
    )
    assert summarize(events(*orphan_facts(shrunk_from=0), shrunk)).findings[0].shrunk == shrunk


def test_what_a_replay_came_to():
    result = Replayed(result=Replay.DIVERGED, step=2, reason="no answer")
    assert summarize(events(result)).replayed == result
