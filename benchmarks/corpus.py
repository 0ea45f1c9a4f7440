"""What is derived from real OpenAPI documents: how right it is where a person has read them too, how many of a fixed
draw can be read at all, and how long one takes.

Precision and recall are micro-averages; the labels and the judge are those of the suite.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import Any

from tests.openapi.corpus import DRAWN, documents, fetched
from tests.openapi.judge import Tally, Verdict, judged
from tests.openapi.labels import labels

from .row import Row

Derive = Callable[[Path], Mapping[str, Any]]
"""From a document to plain data, as the judge takes it: ``types`` and ``operations``."""

GIANTS = 3  # documents that are named

NOTHING: Mapping[str, Any] = {"types": {}, "operations": {}}


def rows(derive: Derive, count: int = DRAWN) -> Iterator[Row]:
    """Precision and recall, and the figures of the drawn documents. Raises CorpusError without a corpus."""
    yield from accuracy(derive)
    yield from breadth(derive, documents(count=count))


def accuracy(derive: Derive) -> Iterator[Row]:
    """Types, parents, roles and all together. In a document that cannot be read, nothing is found."""
    everything, sure, number = Verdict(), Verdict(), 0
    for label in labels().values():
        derived, _ = _derived(derive, fetched() / label["document"])
        everything += judged(label, derived or NOTHING)
        sure += judged(label, derived or NOTHING, sure=True)
        number += 1
    for name in ("types", "parents", "roles", "overall"):
        yield Row(
            name=f"derived from OpenAPI, {name}", ours=_shares(getattr(everything, name)),
            compared=f"labels of {number} documents", noise=f"without what is doubtful: {_shares(getattr(sure, name))}",
        )  # fmt: skip


def breadth(derive: Derive, paths: tuple[Path, ...]) -> Iterator[Row]:
    """How many of the documents can be read, and the processor time for one of them, with the slowest by name."""
    taken = [(path, *_derived(derive, path)) for path in paths]
    read = sum(derived is not None for _, derived, _ in taken)
    yield Row(name="OpenAPI documents that can be read", ours=f"{read} of {len(paths)}", goal=f"{len(paths)}")
    taken = [one for one in taken if one[1] is not None]
    if not taken:
        return
    seconds = sorted(seconds for _, _, seconds in taken)
    slowest = sorted(taken, key=lambda one: -one[2])[:GIANTS]
    yield Row(
        name="time to derive from one document", ours=f"{median(seconds) * 1000:.1f} ms", compared="median of the draw",
        noise=f"95 % within {seconds[int(0.95 * len(seconds))] * 1000:.0f} ms",
    )  # fmt: skip
    yield Row(
        name="time to derive from one document, worst", ours=f"{seconds[-1]:.2f} s",
        compared="; ".join(f"{path.name}: {_size(path, derived)}, {took:.2f} s" for path, derived, took in slowest),
    )  # fmt: skip
    each = [took / len(derived["operations"]) for _, derived, took in taken if derived and derived["operations"]]
    yield Row(
        name="time to derive from 2,000 operations", ours=f"{2000 * slowest[0][2] / _operations(slowest[0][1]):.2f} s",
        compared="at the pace of the largest", goal="<= 2 s", noise=f"{2000 * median(each):.2f} s at the median pace",
    )  # fmt: skip


def _operations(derived: Mapping[str, Any] | None) -> int:
    return max(len((derived or NOTHING)["operations"]), 1)


def _size(path: Path, derived: Mapping[str, Any] | None) -> str:
    return f"{_operations(derived)} operations, {path.stat().st_size / 1_000_000:.1f} MB"


def _derived(derive: Derive, path: Path) -> tuple[Mapping[str, Any] | None, float]:
    """What is derived, or None where that fails, and the seconds of processor time it took."""
    began = time.process_time()
    try:
        derived = derive(path)
    except Exception:  # noqa: BLE001 - whatever a document breaks is what is counted here
        derived = None
    return derived, time.process_time() - began


def _shares(tally: Tally) -> str:
    return f"precision {tally.precision:.3f}, recall {tally.recall:.3f}"
