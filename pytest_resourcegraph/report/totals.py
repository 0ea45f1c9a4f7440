"""What a run came to, as values."""

from dataclasses import dataclass

from ..events.facts import Accepted, Coverage, Declined, Learned, Outcome, Replayed, Shrunk


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeSummary:
    """One scope: what was declared, what the plan covers, and what it does not, with the reason.

    ``infeasible``, ``unplanned`` and ``unreached`` hold (name, reason). ``not_run`` are the actions that the
    plan reaches and no step of this run took. ``omitted`` are operations that are never called, with the reason,
    ``credentials`` what the document asks for, as (scheme, place, name, example).
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
    not_run: tuple[str, ...] = ()
    omitted: tuple[tuple[str, str], ...] = ()
    credentials: tuple[tuple[str, str, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Requests:
    """Requests by what they were sent for.

    ``replayed`` are those of sequences that were found before, ``shrinking`` those of sequences that were cut from a
    failing one, ``outside`` those of hand-written tests and of no sequence at all.
    """

    planned: int = 0
    observed: int = 0
    cleanup: int = 0
    replayed: int = 0
    shrinking: int = 0
    outside: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.planned + self.observed + self.cleanup + self.replayed + self.shrinking + self.outside


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Findings that are the same: one check, action and kind. ``message`` and ``first`` are of the first one.

    A ``known`` one is accepted by the baseline; ``shrunk`` tells what the search for a shorter sequence came to.
    """

    check: str
    action: str
    kind: str
    count: int
    first: str
    message: str
    known: bool = False
    shrunk: Shrunk | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftBehind:
    """A resource that a sequence made and could not clean up."""

    type: str
    alias: str
    id: str
    reason: str
    sequence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """A whole run. ``sequences`` counts planned ones by outcome, ``replays`` those that were found before, ``tests``
    the hand-written ones that ran.

    ``steps`` are planned steps that were taken, ``reached`` the actions that succeeded in one, ``duration`` is in
    seconds, ``succeeded`` whether anything did. ``accepted`` is the baseline, where there is one, ``learned`` what
    moves types whose states are only shown, ``declined`` the operations that refused all that was sent, ``replayed``
    what a replay came to, ``unseen`` the state fields, as (type, field), that no answer had. ``explored`` are those
    among the sequences that passed which find their way themselves.
    """

    seed: str = ""
    url: str = ""
    scopes: tuple[ScopeSummary, ...] = ()
    sequences: tuple[tuple[Outcome, int], ...] = ()
    replays: tuple[tuple[Outcome, int], ...] = ()
    tests: int = 0
    explored: int = 0
    steps: int = 0
    requests: Requests = Requests()
    findings: tuple[Finding, ...] = ()
    left: tuple[LeftBehind, ...] = ()
    accepted: Accepted | None = None
    reached: frozenset[str] = frozenset()
    succeeded: bool = False
    learned: tuple[Learned, ...] = ()
    unseen: tuple[tuple[str, str], ...] = ()
    declined: tuple[Declined, ...] = ()
    replayed: Replayed | None = None
    remark: str = ""
    duration: float = 0.0

    @property
    def new_findings(self) -> tuple[Finding, ...]:
        """Those that the baseline does not accept."""
        return tuple(finding for finding in self.findings if not finding.known)

    @property
    def outdated(self) -> tuple[tuple[str, str, str], ...]:
        """What the baseline accepts and this run did not find, although it could have shown it."""
        if self.accepted is None:
            return ()
        found = {(one.check, one.action, one.kind) for one in self.findings}
        sought = (name for name in self.accepted.findings if name not in self.accepted.unsought)
        return tuple(name for name in sought if name not in found and self.could_show(name))

    def could_show(self, finding: tuple[str, str, str]) -> bool:
        """Whether a finding would have come if it were still there: the whole plan ran, and its action was taken."""
        passed = dict(self.sequences).get(Outcome.PASSED, 0) - self.explored
        return passed >= self.planned_sequences and finding[1] in self.reached

    @property
    def omitted(self) -> tuple[tuple[str, str], ...]:
        """The operations of a document that are never called, each once, with the reason."""
        return tuple(dict(pair for scope in self.scopes for pair in scope.omitted).items())

    @property
    def credentials(self) -> tuple[tuple[str, str, str, str], ...]:
        """The credentials that the document asks for, as (scheme, place, name, example)."""
        return tuple(dict.fromkeys(one for scope in self.scopes for one in scope.credentials))

    @property
    def lower_bound(self) -> int:
        """Requests that any plan for the same goals needs."""
        return sum(scope.lower_bound for scope in self.scopes)

    @property
    def planned_sequences(self) -> int:
        """How many sequences the plans have."""
        return sum(scope.sequences for scope in self.scopes)

    @property
    def ran(self) -> int:
        """How many of them came to an end of their own: not skipped and not interrupted."""
        ended = (Outcome.PASSED, Outcome.FAILED, Outcome.ERROR)
        return sum(number for outcome, number in self.sequences if outcome in ended) - self.explored

    @property
    def over_lower_bound(self) -> float | None:
        """Requests of planned steps as a multiple of the lower bound.

        None where there is no bound or not every planned sequence passed: a step not taken costs nothing.
        """
        passed = dict(self.sequences).get(Outcome.PASSED, 0)
        if not self.lower_bound or passed < self.planned_sequences:
            return None
        return self.requests.planned / self.lower_bound

    @property
    def found(self) -> int:
        """How many findings there were, the same ones counted each time."""
        return sum(finding.count for finding in self.findings)
