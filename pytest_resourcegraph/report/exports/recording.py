"""A finding as the requests that show it: what was recorded, with variables for what differs from run to run."""

from dataclasses import dataclass

from ...events.claim import Claim, FieldAsIn, Path
from .template import Demand, Json, Part, Slot, Words, places


@dataclass(frozen=True, slots=True, kw_only=True)
class Bind:
    """The variable ``name`` gets the value at ``path`` of an answer, or the end of its Location where ``located``.

    Where it is not ``needed``, an answer without it is right as well.
    """

    name: str
    path: Path = ()
    located: bool = False
    needed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request. ``target`` is path and query; ``body`` is sent as JSON where ``is_json``, else as text.

    ``status`` is what was answered at last, None for no answer. The same request was sent ``times`` times, ``pause``
    seconds apart; where it ``settles``, no more after the first answer that is as it has to be. ``jar`` names whose
    cookies go along; empty where there are none.
    """

    method: str
    target: Words
    headers: tuple[tuple[str, Words], ...] = ()
    body: Json = None
    is_json: bool = False
    status: int | None = None
    times: int = 1
    pause: float = 0.0
    settles: bool = False
    jar: str = ""
    binds: tuple[Bind, ...] = ()

    @property
    def places(self) -> frozenset[Part]:
        """All that has to be filled in before it can be sent."""
        return self.target.places.union(places(self.body), *(value.places for _, value in self.headers))

    @property
    def slots(self) -> tuple[str, ...]:
        """The names of the variables in it, in order."""
        return tuple(sorted({part.name for part in self.places if isinstance(part, Slot)}))

    @property
    def is_form(self) -> bool:
        """True for a body of pairs, quoted as in a URL."""
        kinds = (value.parts for name, value in self.headers if name.lower() == "content-type")
        return any("form-urlencoded" in str(kind) for kind in kinds)

    @property
    def family(self) -> int:
        """The first digit of its status; 0 where no answer came."""
        return (self.status or 0) // 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of the sequence, counted from 1: its line of the program and the requests that it sent.

    ``label`` is what reports call it: they count the planned steps only. A step of the cleanup is left out where the
    step ``unless`` was complied with; that one ``destroys`` the same.
    """

    number: int
    label: str
    text: str
    requests: tuple[Request, ...]
    destroys: bool = False
    unless: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """A claim, with variables in the value that it names."""

    claim: Claim
    value: Json = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """All that an export needs. ``url`` is the origin that was recorded; the last of ``steps`` shows the finding.

    ``unjudged`` says why its answer cannot be judged, and is empty where it can. ``demands`` are the environment
    variables that hold secrets.
    """

    name: str
    message: str
    url: str
    steps: tuple[Step, ...]
    cleanup: tuple[Step, ...] = ()
    expected: tuple[Expectation, ...] = ()
    unjudged: str = ""
    demands: tuple[Demand, ...] = ()

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of all variables that are bound, in the order in which they are."""
        return tuple(bind.name for step in self.steps for request in step.requests for bind in request.binds)

    @property
    def judged(self) -> Request | None:
        """The request whose answer shows the finding; None where no answer can be told right or wrong."""
        return None if self.unjudged else self.steps[-1].requests[-1]

    @property
    def compared(self) -> frozenset[int]:
        """The numbers of the steps whose answers the last one is compared with."""
        return frozenset(one.claim.step for one in self.expected if isinstance(one.claim, FieldAsIn))
