"""A fixture for every declared type and action, for tests that are written by hand."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from ..declare.action import ActionDeclaration
from ..declare.module import declared_in
from ..declare.types import ResourceType
from . import own_fixtures
from .hand import Hand

_OFFERED = "_resourcegraph_fixture_"


def register(manager: pytest.PytestPluginManager) -> None:
    """Register our own fixtures, once."""
    if not manager.has_plugin("resourcegraph-fixtures"):
        manager.register(own_fixtures, "resourcegraph-fixtures")


def offer_fixtures(manager: pytest.PytestPluginManager, module: ModuleType) -> None:
    """Give a module that declares something a fixture for each type and action, before pytest looks for fixtures.

    pytest finds fixtures among the attributes of a conftest.py, so they are put there: public ways only, and they are
    scoped as any other fixture of that file.
    """
    declared = declared_in(module)
    if not declared:
        return
    register(manager)
    for declaration in declared:
        if isinstance(declaration, ResourceType):
            setattr(module, f"{_OFFERED}{declaration.name}", _type_fixture(declaration.name))
        elif isinstance(declaration, ActionDeclaration):
            setattr(module, f"{_OFFERED}{declaration.name}", _action_fixture(declaration.name))


def _type_fixture(name: str) -> Any:
    def resource(_resourcegraph_hand: Hand, request: pytest.FixtureRequest) -> Any:
        _resourcegraph_hand.check_types(name for mark in request.node.iter_markers("resource") for name in mark.kwargs)
        states = [mark.kwargs[name] for mark in request.node.iter_markers("resource") if name in mark.kwargs]
        return _resourcegraph_hand.provide(name, states[0] if states else None)

    resource.__doc__ = f"A living {name}, made by the shortest plan; @pytest.mark.resource({name}=…) asks for a state."
    return pytest.fixture(name=name)(resource)


def _action_fixture(name: str) -> Any:
    def act(_resourcegraph_hand: Hand) -> Callable[..., Any]:
        return _resourcegraph_hand.action(name)

    act.__doc__ = f"Takes one step {name}, predicted and checked."
    return pytest.fixture(name=name)(act)
