"""A module whose annotations are texts, of types that it declares further down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_resourcegraph.declare.decorators import action
from pytest_resourcegraph.declare.types import ResourceType

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_resourcegraph.graph.graph import ResourceGraph


@action
def swap(api, left: shelf, right: shelf, graph: ResourceGraph, tmp_path: Path): ...  # type: ignore[valid-type]


@action(creates="shelf")
def make_shelf(api): ...


shelf = ResourceType("shelf")
