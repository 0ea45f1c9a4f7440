"""The closed union of facts: everything that can be written down about a run.

Graph facts change the resource graph (see ``graph.fold``); the others tell what was planned, tried, answered and
found. A reader that handles facts by type ends in ``assert_never``, so that a new fact breaks it at type-check.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from .change import GraphFact
from .claim import Claim
from .exchange import Exchange
from .key import Key


class Purpose(StrEnum):
    """Why a step was taken."""

    PLANNED = "planned"
    OBSERVED = "observed"
    CLEANUP = "cleanup"


class Outcome(StrEnum):
    """How a step or a sequence ended."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"
    SKIPPED = "skipped"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStarted:
    """The session began. ``seed`` is what ``--resource-graph-seed`` takes to repeat it."""

    seed: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The goals of one criterion, counted: covered + infeasible + unplanned is all of them."""

    criterion: str
    covered: int
    infeasible: int
    unplanned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A plan was made for one scope (the folder of a conftest.py).

    ``infeasible``, ``unplanned`` and ``unreached`` hold (name, reason); ``uncleanable`` the types that no action
    destroys. ``lower_bound`` counts requests that any plan for these goals needs. ``omitted`` are the operations of a
    document that are never called, as (operation, reason), ``credentials`` what it asks for, as (scheme, place, name,
    example): ``("key", "header", "X-Key", "<key>")``. ``state_fields`` are (type, field) of declared lifecycles.
    """

    scope: str
    types: tuple[str, ...]
    actions: tuple[str, ...]
    cover: str
    sequences: int
    steps: int
    lower_bound: int
    coverage: tuple[Coverage, ...] = ()
    infeasible: tuple[tuple[str, str], ...] = ()
    unplanned: tuple[tuple[str, str], ...] = ()
    unreached: tuple[tuple[str, str], ...] = ()
    uncleanable: tuple[str, ...] = ()
    omitted: tuple[tuple[str, str], ...] = ()
    credentials: tuple[tuple[str, str, str, str], ...] = ()
    state_fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SequenceStarted:
    """A sequence (or a hand-written test) began; ``token`` replays it, ``again`` is the command that does.

    ``shrunk_from`` is the number of steps of the failing sequence that this one was cut from; 0 for one that was not.
    ``replays``: it is no part of a plan, but was found before.
    """

    name: str
    scope: str = ""
    goals: tuple[str, ...] = ()
    token: str = ""
    again: str = ""
    shrunk_from: int = 0
    replays: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StepStarted:
    """A step is about to be taken.

    ``number`` counts planned steps from 1; an observation or cleanup carries the number of the step it follows.
    ``text`` reads like a program (``u1 = create_upload(w1)``); ``expected`` is ``success`` or ``refusal`` and ``why``
    the reason for a refusal; ``relation`` tells an observation's relation to the step.
    """

    number: int
    action: str
    text: str
    purpose: Purpose = Purpose.PLANNED
    expected: str = "success"
    why: str = ""
    relation: str = ""
    actor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchanged:
    """One request went out during the current step, and this came back."""

    exchange: Exchange


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFinished:
    """A step ended: ``answer`` is the status or what came instead, ``requests`` sent, ``elapsed`` seconds."""

    number: int
    outcome: Outcome
    answer: str
    requests: int = 0
    elapsed: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The system and the prediction differ. (check, action, kind) is what makes two findings the same.

    ``expected`` completes the sentence "expected …" beside the answer of the step that shows it; ``claims`` say as
    data what of that answer is not as it had to be. ``token`` replays what led there. A ``known`` one was accepted
    before (see ``Accepted``) and fails nothing.
    """

    check: str
    action: str
    kind: str
    message: str
    expected: str = ""
    step: int = 0
    sequence: str = ""
    token: str = ""
    claims: tuple[Claim, ...] = ()
    known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shrunk:
    """A finding was sought with fewer steps: it shows after ``steps`` of the ``was`` steps that were taken at first.

    ``token`` replays them. The same finding came in ``again`` of ``tries`` runs of that shortest sequence; with none
    it could not be repeated, and ``steps`` is ``was``. ``requests`` were spent on it; ``remark`` says why it stopped
    early, if it did.
    """

    check: str
    action: str
    kind: str
    sequence: str
    steps: int
    was: int
    again: int
    tries: int
    requests: int
    token: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """Findings, as (check, action, kind), that a baseline file accepts: they are reported and fail nothing.

    ``unsought`` are those among them whose check is off in this run.
    """

    file: str
    findings: tuple[tuple[str, str, str], ...] = ()
    unsought: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What moves a type whose states were only shown, as (action, from, to): a lifecycle that can be declared.

    ``states`` are all that it may show, that of a new one first.
    """

    type: str
    moves: tuple[tuple[str, str, str], ...] = ()
    states: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """An operation of a document refused what was made of its schema; the first words of its answer are the ``reason``.

    Nothing is wrong with that: it may need more than the document says. It is told where it never succeeds in the run.
    """

    action: str
    status: str
    reason: str = ""


class Replay(StrEnum):
    """What a replay came to. None of these is "fixed": a set-up that fails has not shown that."""

    REPRODUCED = "REPRODUCED"
    NOT_REPRODUCED = "NOT REPRODUCED"
    DIVERGED = "DIVERGED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """A token was replayed; ``step`` and ``reason`` say where it diverged and what differed, or what was found."""

    result: Replay
    step: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A resource that we made and could not clean up, and why."""

    key: Key
    alias: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SequenceFinished:
    """A sequence ended; ``reason`` says why it did not pass."""

    name: str
    outcome: Outcome
    reason: str = ""
    elapsed: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFinished:
    """The session ended; ``remark`` says what kept it from being complete."""

    remark: str = ""


Fact: TypeAlias = (
    RunStarted
    | Planned
    | SequenceStarted
    | StepStarted
    | Exchanged
    | GraphFact
    | StepFinished
    | Found
    | Shrunk
    | Accepted
    | Learned
    | Declined
    | Replayed
    | Left
    | SequenceFinished
    | RunFinished
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One fact in its place: ``number`` in its stream, ``at`` in seconds of the stream's clock.

    ``execution`` names the run of one sequence, ``cause`` the event that led to it, ``executor`` the worker.
    """

    number: int
    at: float
    execution: str
    executor: str
    fact: Fact
    cause: int | None = None
