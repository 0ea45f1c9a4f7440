"""The pytest plugin. This module is imported by every pytest run where the package is installed, so it is cheap, and it
does nothing until ``--resource-graph`` is given or a conftest.py declares something."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from .options import add_options, is_active

_DECLARATIONS = __name__.replace(".plugin", ".declare")
_OUR_HOOKS = "pytest_resourcegraph_"

if TYPE_CHECKING:
    from collections.abc import Callable

OPEN: pytest.StashKey[Callable[[pytest.Config], None]] = pytest.StashKey()
"""Opens the session of the run; called when something first asks for it."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options, each with its ini twin."""
    add_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers; begin, where the run was asked to plan."""
    config.addinivalue_line("markers", "resource(**states): the state in which a resource fixture is handed out")
    config.addinivalue_line(
        "markers", "resource_graph(cover=…, max_steps=…, seed=…): plan sequences for the test's 'sequence' fixture"
    )
    config.stash[OPEN] = _open
    if is_active(config):
        from .compose import begin

        begin(config)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing open."""
    if f"{__name__}.compose" in sys.modules:
        from .compose import end

        end(config)


@pytest.hookimpl(tryfirst=True)
def pytest_plugin_registered(plugin: object, manager: pytest.PytestPluginManager) -> None:
    """Give a conftest.py that declares something its fixtures, before pytest looks for them.

    The hooks that it may implement are specified when one does: that takes longer than all the rest here.
    """
    if _OUR_HOOKS in " ".join(vars(manager.hook)):
        _specify_hooks(manager)
    if _DECLARATIONS not in sys.modules or not isinstance(plugin, ModuleType):
        return
    from .fixtures import offer_fixtures

    offer_fixtures(manager, plugin)


def _specify_hooks(manager: pytest.PytestPluginManager) -> None:
    declare = getattr(manager.hook, f"{_OUR_HOOKS}declare", None)
    if declare is None or not declare.has_spec():
        from . import hookspecs

        manager.add_hookspecs(hookspecs)


def _open(config: pytest.Config) -> None:
    _specify_hooks(config.pluginmanager)
    from .compose import open_session

    open_session(config)
