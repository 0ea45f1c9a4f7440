"""The five ways in which something can be wrong, and the three lines in which each is told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong: where and what, what is known, what to do.

    ``str(problem)`` has one to three lines; empty parts are left out.
    """

    what: str
    where: str = ""
    known: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        first = f"{self.where}: {self.what}" if self.where else self.what
        return "\n".join(line for line in (first, self.known, self.remedy) if line)


def unknown_name(*, where: str, what: str, noun: str, name: str, known: Iterable[str]) -> Problem:
    """A problem about a name that is not declared: lists the known ones and the nearest of them.

    ``noun`` is the plural that the second line begins with, as in ``known types: …``.
    """
    # Imported here because difflib costs two milliseconds and only a failing declaration needs it.
    from difflib import get_close_matches

    names = sorted(known)
    near = get_close_matches(name, names, n=1, cutoff=0.5)
    return Problem(
        where=where,
        what=what,
        known=f"known {noun}: {', '.join(names) or 'none'}",
        remedy=f"did you mean '{near[0]}'?" if near else f"declare '{name}' or use one of these names",
    )


class ResourceGraphError(Exception):
    """Base of the errors that end a declaration or a run; its text is the three lines of its problems."""

    def __init__(self, problems: str | Problem | Sequence[Problem]) -> None:
        if isinstance(problems, str):
            problems = (Problem(what=problems),)
        elif isinstance(problems, Problem):
            problems = (problems,)
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n\n".join(map(str, self.problems)))


class DefinitionError(ResourceGraphError):
    """A declaration is wrong. Carries every problem found, not the first one only."""


class GraphError(ResourceGraphError):
    """A change or a question that the resource graph cannot answer: undeclared type, dead parent, living id."""


class PlanError(ResourceGraphError):
    """A plan cannot be made or does not fit the schema."""


class TransportError(ResourceGraphError):
    """The system under test cannot be spoken to: unreachable, not JSON, another host."""


class Unreachable(TransportError):
    """The system gives no answer at all: nothing more can be asked of it now."""


class ReplayError(ResourceGraphError):
    """A token cannot be replayed here."""


class InternalError(ResourceGraphError):
    """A bug of ours; please report it with the text."""


class CheckFailure(AssertionError):
    """The system did something else than predicted: a finding, shown as a failed test."""


class Refused(Exception):
    """Raised by an action that does not speak HTTP: the system said no, as a 4xx would.

    ``status`` may carry a code to compare with what the action declares.
    """

    def __init__(self, reason: str = "", *, status: int | None = None) -> None:
        self.status = status
        super().__init__(reason)
