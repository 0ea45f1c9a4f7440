"""How right a derived model is, against the labels: precision and recall of types, of parents and of roles.

Both sides are plain data: ``types`` by name, each with ``parent``, ``collection`` and ``item``, and ``operations`` by
``METHOD /path``, each with ``role`` and ``type``. What is called ``other`` is the background: to find it is no merit.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .matching import matched, meant

Model = Mapping[str, Any]
NOTHING = ("other", None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What was found rightly, what wrongly, and what was missed. ``told`` names the last two, for people."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    told: tuple[str, ...] = field(default=(), compare=False)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            right=self.right + other.right,
            wrong=self.wrong + other.wrong,
            missed=self.missed + other.missed,
            told=self.told + other.told,
        )

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was found."""
        return _share(self.right, self.wrong)

    @property
    def recall(self) -> float:
        """The share of what is there that was found; 1 where nothing is there."""
        return _share(self.right, self.missed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The tallies of types, of the parents of matched types, and of the roles of operations."""

    types: Tally = Tally()
    parents: Tally = Tally()
    roles: Tally = Tally()

    def __add__(self, other: "Verdict") -> "Verdict":
        return Verdict(
            types=self.types + other.types, parents=self.parents + other.parents, roles=self.roles + other.roles
        )

    @property
    def overall(self) -> Tally:
        """Everything in one tally: the micro-average."""
        return self.types + self.parents + self.roles


def judged(label: Model, derived: Model, *, sure: bool = False) -> Verdict:
    """The verdict on one document. ``sure`` leaves out what the label itself calls doubtful.

    A right role needs the right type as well. An operation that is not derived at all counts as ``other``, and a second
    type for what is one resource as wrong.
    """
    labelled, types = label["types"], derived["types"]
    found = matched(labelled, types)
    means = meant(labelled, types, found)
    left_out = {name for name, type_ in labelled.items() if sure and "doubt" in type_}
    return Verdict(
        types=_sum(_types(labelled, types, found, means, left_out)),
        parents=_sum(_parents(labelled, types, found, means, left_out)),
        roles=_sum(_roles(label["operations"], derived["operations"], means, left_out, sure)),
    )


def _types(
    labelled: Model, types: Model, found: Mapping[str, str], means: Mapping[str, str], left_out: set[str]
) -> Iterator[Tally]:
    for name in types:
        if means.get(name) in left_out:
            continue
        yield Tally(right=1) if name in found else Tally(wrong=1, told=(f"type {name}: labelled nowhere, or twice",))
    for label in labelled:
        if label not in left_out and label not in found.values():
            yield Tally(missed=1, told=(f"type {label}: not found",))


def _parents(
    labelled: Model, types: Model, found: Mapping[str, str], means: Mapping[str, str], left_out: set[str]
) -> Iterator[Tally]:
    for name, label in found.items():
        parent, right = types[name].get("parent"), labelled[label]["parent"]
        if label in left_out:
            continue
        known = None if parent is None else means.get(parent, f"{parent} (labelled nowhere)")
        yield _compared(f"parent of {label}", right, known, None)


def _roles(
    labelled: Model, operations: Model, means: Mapping[str, str], left_out: set[str], sure: bool
) -> Iterator[Tally]:
    for key, label in labelled.items():
        right = (label["role"], label["type"])
        if (sure and "doubt" in label) or right[1] in left_out:
            continue
        yield _compared(key, right, _known(operations.get(key), means), NOTHING)


def _known(operation: Model | None, means: Mapping[str, str]) -> tuple[str, str | None]:
    if operation is None or operation["role"] == "other":
        return NOTHING
    return operation["role"], means.get(operation["type"], f"{operation['type']} (labelled nowhere)")


def _compared(subject: str, right: object, known: object, background: object) -> Tally:
    if right == known:
        return Tally(right=int(right != background))
    told = (f"{subject}: {known}, but labelled {right}",)
    return Tally(wrong=int(known != background), missed=int(right != background), told=told)


def _sum(tallies: Iterator[Tally]) -> Tally:
    return sum(tallies, Tally())


def _share(right: int, others: int) -> float:
    return right / (right + others) if right + others else 1.0
