"""Streams of events as the engine writes them, for the tests of the reports."""

from pytest_resourcegraph.events.change import Created, Destroyed
from pytest_resourcegraph.events.exchange import Exchange
from pytest_resourcegraph.events.facts import (
    Coverage,
    Event,
    Exchanged,
    Fact,
    Found,
    Left,
    Outcome,
    Planned,
    Purpose,
    RunFinished,
    RunStarted,
    SequenceFinished,
    SequenceStarted,
    StepFinished,
    StepStarted,
)
from pytest_resourcegraph.events.key import Key
from pytest_resourcegraph.events.stream import Stream

W1 = Key("workspace", "ws_7")
U1 = Key("upload", "upl_3f9", W1)
AGAIN = "pytest --resource-graph-replay=RG1-abc"
MESSAGE = (
    "upload u1 must be gone: its parent w1 was destroyed in step 3, but get_upload answered 200 (expected 404 or 410)"
)


def events(*facts: Fact, execution: str = "S0003", executor: str = "main", tick: float = 0.25) -> list[Event]:
    """The facts as the events of one execution, ``tick`` seconds apart."""
    kept: list[Event] = []
    times = iter(range(100_000))
    stream = Stream(clock=lambda: next(times) * tick, sink=kept.append, executor=executor, execution=execution)
    for fact in facts:
        stream.append(fact)
    return kept


def exchange(method: str, path: str, status: int, body: object = None) -> Exchanged:
    """A request to the service of the stories, and its answer."""
    return Exchanged(
        exchange=Exchange(
            method=method,
            url=f"http://127.0.0.1:8000{path}",
            status=status,
            response_body=body,
            elapsed=0.003,
        )
    )


def step(
    number: int,
    action: str,
    text: str,
    answer: int,
    *between: Fact,
    purpose: Purpose = Purpose.PLANNED,
    outcome: Outcome = Outcome.PASSED,
    expected: str = "success",
) -> list[Fact]:
    """One step with one request, and what is told between its beginning and its end."""
    return [
        StepStarted(number=number, action=action, text=text, purpose=purpose, expected=expected),
        exchange("POST", f"/{action}", answer),
        *between,
        StepFinished(number=number, outcome=outcome, answer=str(answer), requests=1),
    ]


def orphan_facts(*, shrunk_from: int = 12) -> list[Fact]:
    """The failure of product.md: an upload that can be read after its workspace was destroyed."""
    found = Found(
        check="gone",
        action="get_upload",
        kind="after-parent-destroy",
        message=MESSAGE,
        expected="404 or 410",
        step=3,
        sequence="S0003",
    )
    return [
        SequenceStarted(
            name="S0003",
            goals=("create_upload > delete_workspace",),
            token="RG1-abc",
            again=AGAIN,
            shrunk_from=shrunk_from,
        ),
        *step(
            1,
            "create_workspace",
            "w1 = create_workspace()",
            201,
            Created(key=W1, alias="w1", owner="anna", step=1),
        ),
        *step(1, "get_workspace", "get_workspace(w1)", 200, purpose=Purpose.OBSERVED),
        *step(
            2,
            "create_upload",
            "u1 = create_upload(w1)",
            201,
            Created(key=U1, alias="u1", state="pending", owner="anna", step=2),
        ),
        *step(3, "delete_workspace", "delete_workspace(w1)", 204, Destroyed(key=W1, step=3)),
        StepStarted(number=3, action="get_upload", text="get_upload(u1)", purpose=Purpose.OBSERVED),
        exchange("GET", "/uploads/upl_3f9", 200, {"id": "upl_3f9", "status": "pending"}),
        found,
        StepFinished(number=3, outcome=Outcome.FAILED, answer="200", requests=1),
        SequenceFinished(name="S0003", outcome=Outcome.FAILED, reason=MESSAGE),
    ]


def plan(*, sequences: int = 2, unreached: tuple[tuple[str, str], ...] = ()) -> Planned:
    """The plan of which the orphan is one sequence."""
    actions = ("create_workspace", "create_upload", "get_upload", "delete_workspace", "archive_upload")
    return Planned(
        scope="",
        types=("workspace", "upload"),
        actions=actions[: 4 + len(unreached)],
        cover="pairs",
        sequences=sequences,
        steps=5,
        lower_bound=4,
        coverage=(
            Coverage(criterion="actions", covered=4, infeasible=len(unreached), unplanned=0),
            Coverage(criterion="pairs", covered=7, infeasible=1, unplanned=0),
        ),
        infeasible=(("delete_workspace > create_upload", "no living workspace is left"),),
        unreached=unreached,
        uncleanable=("audit",),
    )


def passing_facts(name: str = "S0001") -> list[Fact]:
    """A sequence that reads what it made and passes."""
    read = step(2, "get_upload", "get_upload(u1)", 200)
    return [
        SequenceStarted(name=name, goals=("create_upload > get_upload",), token="RG1-def", again=AGAIN),
        *step(1, "create_upload", "u1 = create_upload(w1)", 201),
        *read,
        *step(2, "delete_workspace", "delete_workspace(w1)", 204, purpose=Purpose.CLEANUP),
        SequenceFinished(name=name, outcome=Outcome.PASSED),
    ]


def whole_run() -> list[Event]:
    """A run of two sequences: one passes, one finds the orphan and leaves it behind."""
    orphan = orphan_facts(shrunk_from=0)
    left = Left(key=U1, alias="u1", reason="delete_upload answered 500")
    return [
        *events(RunStarted(seed="7", url="http://127.0.0.1:8000"), execution=""),
        *events(plan(unreached=(("archive_upload", "no action makes an upload ready"),)), execution=""),
        *events(*passing_facts(), execution="S0001"),
        *events(*orphan[:-1], left, orphan[-1], execution="S0003"),
        *events(RunFinished(), execution=""),
    ]
