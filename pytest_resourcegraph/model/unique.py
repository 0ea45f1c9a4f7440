"""Values that are unique per run, worker and sequence, and the same again from the same seed."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from contextvars import ContextVar
from hashlib import blake2b

from ..errors import PlanError, Problem


class Uniques:
    """Hands out the unique values of one sequence.

    ``salt`` names run, worker and sequence. ``used`` holds what the current step took, by name. ``pinned`` values are
    given instead of new ones, as for a step that must use a taken key again; new ones go on from those in ``near``, as
    for a sibling: what is done to ``a`` must not be done to ``a-2``. ``draws`` names what other values are drawn from,
    where they are drawn at all: the same one, the same values.
    """

    def __init__(self, salt: str, draws: str = "") -> None:
        self._salt = salt
        self.draws = draws
        self._about = ""
        self._drawn: dict[tuple[str, str], int] = {}
        self._counts: dict[str, int] = {}
        self.used: dict[str, str] = {}
        self.pinned: Mapping[str, str] = {}
        self.near: Mapping[str, str] = {}

    def value(self, name: str) -> str:
        """A value such as ``name-9f31c2-1``: lower-case letters, digits and hyphens."""
        if name in self.pinned:
            value = self.pinned[name]
        else:
            number = self._counts[name] = self._counts.get(name, 0) + 1
            digest = blake2b(f"{self._salt}\0{name}".encode(), digest_size=4).hexdigest()
            value = f"{self.near.get(name, f'{name}-{digest}')}-{number}"
        self.used[name] = value
        return value

    def seed(self, name: str) -> str:
        """What the value of that name is drawn from in this step; empty where nothing is drawn.

        It depends on what the step is about and not on its number: it stays where other steps are taken out.
        """
        if not self.draws:
            return ""
        place = (name, self._about)
        self._drawn[place] = self._drawn.get(place, 0) + 1
        return "\0".join([self.draws, name, self._about, str(self._drawn[place])])

    def step(
        self, pinned: Mapping[str, str] | None = None, near: Mapping[str, str] | None = None, about: str = ""
    ) -> AbstractContextManager[dict[str, str]]:
        """Makes this the source of ``unique()`` for one step ``about`` some resources, by their names in the plan.

        Gives the dict of what the step takes.
        """
        self.used = {}
        self._about = about
        self.pinned, self.near = pinned or {}, near or {}
        return _Step(self)


class _Step:
    """One step, for which the values come from one source."""

    __slots__ = ("_source", "_token")

    def __init__(self, source: Uniques) -> None:
        self._source = source

    def __enter__(self) -> dict[str, str]:
        self._token = _current.set(self._source)
        return self._source.used

    def __exit__(self, *_: object) -> None:
        _current.reset(self._token)
        self._source.pinned, self._source.near = {}, {}


_current: ContextVar[Uniques] = ContextVar("resourcegraph_uniques")


def unique(name: str) -> str:
    """A value for this field that nothing else in the run has: per run, worker and sequence, the same from the seed.

    To be called inside an action. Raises PlanError elsewhere, because there is no sequence to be unique in.
    """
    try:
        return _current.get().value(name)
    except LookupError:
        raise PlanError(
            Problem(
                what=f"unique({name!r}) was called outside an action",
                known="its values belong to the sequence that is running",
                remedy="call it in the body of an @action function",
            )
        ) from None


def drawn_from(name: str) -> str:
    """What a value of that name is drawn from in the step that is taken; empty where nothing is drawn."""
    source = _current.get(None)
    return source.seed(name) if source is not None else ""
