"""The pytest plugin. This module is imported by every pytest run where the package is installed, so it is cheap, and it
does nothing until ``--resource-graph`` is given or a conftest.py declares something."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from .options import add_options, is_active
from .stash import OPEN

_DECLARATIONS = __name__.replace(".plugin", ".declare")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options, each with its ini twin."""
    add_options(parser)


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """Add the hooks that a conftest.py may implement."""
    from . import hookspecs

    pluginmanager.add_hookspecs(hookspecs)


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
    """Give a conftest.py that declares something its fixtures, before pytest looks for them."""
    if _DECLARATIONS not in sys.modules or not isinstance(plugin, ModuleType):
        return
    from .fixtures import offer_fixtures

    offer_fixtures(manager, plugin)


def _open(config: pytest.Config) -> None:
    from .compose import open_session

    open_session(config)
