"""Regressions as items: pinned sequences, which run before what is planned."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ReplayError
from .declarations import declared_here
from .failing import TOLD, Told
from .replaying import sequence_of
from .running import run_replayed

if TYPE_CHECKING:
    import pytest

    from ..model.regression import Regression
    from ..model.schema import Schema


def item_name(pinned: Regression) -> str:
    """The name of the item, which sorts before the planned ones."""
    return f"R-{pinned.name}"


def pinned_at(node: pytest.Collector, schema: Schema) -> list[Regression]:
    """The regressions of this folder; those of a folder above run there."""
    own = declared_here(node, node.path.parent)
    return [one for name, one in schema.regressions.items() if own is None or name in own.regressions]


def run_pinned(
    schema: Schema, pinned: Regression, request: pytest.FixtureRequest, fixtures: Mapping[str, Any], *, scope: str
) -> None:
    """Run a pinned sequence. Raises ReplayError where it is of other declarations, else as ``run_replayed`` does."""
    __tracebackhide__ = True
    folder = Path(pinned.origin.file).parent if pinned.origin.file else request.path.parent
    try:
        sequence = sequence_of(schema, pinned.sequence, folder)
    except ReplayError as error:
        text = f"{pinned.origin}: {error}"
        request.node.stash[TOLD] = Told(headline=text.partition("\n")[0], screen=text, body=text)
        raise error.with_traceback(None) from None
    run_replayed(schema, sequence, request, fixtures, scope=scope)
