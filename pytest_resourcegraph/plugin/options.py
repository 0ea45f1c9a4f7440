"""Every option and its ini twin. Imported by every pytest run, so it is cheap; the values are read in ``settings``."""

from __future__ import annotations

from typing import NamedTuple

import pytest


class Option(NamedTuple):
    """One option: ``--resource-graph-NAME`` and ``resourcegraph_NAME``, its default, metavar and help."""

    name: str
    default: str
    metavar: str
    help: str

    @property
    def ini(self) -> str:
        """The name in the ini file, which is also that of the parsed option."""
        return "resourcegraph_" + self.name.replace("-", "_")


OPTIONS = (
    Option("url", "", "URL", "base URL of the service; requests go nowhere else"),
    Option(
        "cover",
        "transitions and refusals",
        "GOALS",
        "what to cover: actions, states, transitions, pairs, refusals, joined with 'and'; 'or steps(400)' stops it",
    ),
    Option("seed", "", "SEED", "repeats plan and values of the run that printed it (default: plan 0, fresh values)"),
    Option("max-steps", "15", "N", "cut sequences at this many steps"),
    Option("budget", "", "N|Ns", "stop after N requests or N seconds, as in 500 or 60s; the rest is skipped, and said"),
    Option("timeout", "10", "SECONDS", "give up on an answer after this time"),
    Option("observe", "new", "off|new|all", "which observations to make after a step"),
    Option("events", "", "FILE", "write every event as a line of JSON"),
)
HEADER = Option("header", "", "NAME:VALUE", "send this header with every request (repeatable), masked in reports")
GONE = Option("gone", "404 410", "STATUS", "statuses that say gone")


def add_options(parser: pytest.Parser) -> None:
    """Add the group of options to pytest's parser."""
    group = parser.getgroup("resourcegraph", "resource graph: stateful API testing (pytest-resourcegraph)")
    switch = "plan sequences over the declared resources and run them"
    group.addoption(
        "--resource-graph", action="store_true", dest="resourcegraph", help=f"{switch} (ini: resourcegraph)"
    )
    parser.addini("resourcegraph", f"{switch}: --resource-graph", type="bool", default=False)
    for option in OPTIONS:
        flag, text = f"--resource-graph-{option.name}", _with_default(option)
        said = f"{text} (ini: {option.ini})"
        group.addoption(flag, dest=option.ini, default=None, metavar=option.metavar, help=said)
        parser.addini(option.ini, f"{text}: {flag}", default=None)
    group.addoption(
        "--resource-graph-header", action="append", dest=HEADER.ini, default=None, metavar=HEADER.metavar,
        help=f"{HEADER.help} (ini: {HEADER.ini}, one a line)",
    )  # fmt: skip
    parser.addini(HEADER.ini, "headers NAME:VALUE, one a line: --resource-graph-header", type="linelist", default=[])
    parser.addini(GONE.ini, f"{_with_default(GONE)}; a type may name its own", type="args", default=[])


def is_active(config: pytest.Config) -> bool:
    """Whether this run was asked to plan."""
    given = ini_value(config, "resourcegraph")
    return bool(config.getoption("resourcegraph", False) or given)


def ini_value(config: pytest.Config, name: str) -> object:
    """A value of the ini file. Raises UsageError where it has the wrong form, with every pytest."""
    try:
        return config.getini(name)
    except (ValueError, TypeError) as error:
        raise pytest.UsageError(
            f"{config.inipath or 'ini file'}: {name} is not understood\n{error}\npytest --help tells what it takes"
        ) from None


def _with_default(option: Option) -> str:
    return f"{option.help} (default: {option.default})" if option.default else option.help
