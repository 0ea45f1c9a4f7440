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
        "transitions and refusals and siblings",
        "GOALS",
        "what to cover: actions, states, transitions, pairs, order, triples, refusals, siblings, sometimes(NAME), "
        "reached(TYPE@STATE), joined with 'and'; 'or steps(400)' stops it",
    ),
    Option("seed", "", "SEED", "repeats plan and values of the run that printed it (default: plan 0, fresh values)"),
    Option("max-steps", "15", "N", "cut sequences at this many steps"),
    Option("budget", "", "N|Ns", "stop after N requests or N seconds, as in 500 or 60s; the rest is skipped, and said"),
    Option("timeout", "10", "SECONDS", "give up on an answer after this time"),
    Option("checks", "", "NAMES", "only these oracles; with a minus before each, all but these: -restored,-body"),
    Option("settles", "0", "SECONDS", "ask again for so long where what was changed may show a moment later"),
    Option("observe", "new", "off|new|all", "which observations to make after a step"),
    Option("shrink", "200", "N|Ns", "seek a shorter sequence for a finding with N requests or N seconds; 0: do not"),
    Option(
        "exports", "", "DIR|off", "where findings are written as shell script, pytest file and YAML (default: cache)"
    ),
    Option("baseline", "resourcegraph-baseline.json", "FILE", "findings that are accepted: reported, and no failure"),
    Option("replay", "", "TOKEN|FILE", "run only this sequence again, and say whether its finding shows"),
    Option("openapi", "", "FILE|URL|APP", "derive what is not declared from this OpenAPI document"),
    Option("openapi-files", "", "PATHS", "files to which that document refers, with commas between, or their folder"),
    Option("include", "", "WHAT", "only these operations: ids, GET, /paths/*, tag:name"),
    Option("exclude", "", "WHAT", "all but these operations: ids, DELETE, /paths/*, tag:name"),
    Option("parameters", "", "NAME=VALUE", "values of path parameters that no resource fills, as in project=demo"),
    Option("events", "", "FILE", "write every event as a line of JSON"),
)
HEADER = Option("header", "", "NAME:VALUE", "send this header with every request (repeatable), masked in reports")
ACTOR = Option(
    "actor", "", "NAME:HEADER:VALUE", "somebody with this header of credentials, the first one the usual (repeatable)"
)
GONE = Option("gone", "404 410", "STATUS", "statuses that say gone")
VOLATILE = Option("volatile", "", "FIELD", "fields that change by themselves")
DELETED = Option("deleted_state", "", "STATE", "the state that a destroyed one shows where it stays readable")
ERROR_FIELD = Option("error_field", "", "FIELD", "where an error stands in an answer that says 2xx: it is a refusal")
SAFE = "resourcegraph_safe"
"""The name of the ini value that shuts destructive operations out."""

FUZZ = "resourcegraph_fuzz"
"""The name of the ini value that has bodies drawn."""

UPDATE = "resourcegraph_update_baseline"
"""Where the parsed option is; it has no ini value, because nobody wants it in every run."""

IDEMPOTENT = "resourcegraph_idempotent"
"""The name of the ini value that says so of every type."""


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
        "--resource-graph-update-baseline", action="store_true", dest=UPDATE,
        help="accept the findings of this run: write them to the baseline file",
    )  # fmt: skip
    group.addoption(
        "--resource-graph-safe", action="store_true", dest=SAFE,
        help=f"of the OpenAPI document, leave out what destroys (ini: {SAFE})",
    )  # fmt: skip
    parser.addini(SAFE, "leave out what destroys: --resource-graph-safe", type="bool", default=False)
    fuzz = "draw the bodies for the OpenAPI document from its schemas (needs the extra 'fuzz')"
    group.addoption("--resource-graph-fuzz", action="store_true", dest=FUZZ, help=f"{fuzz} (ini: {FUZZ})")
    parser.addini(FUZZ, f"{fuzz}: --resource-graph-fuzz", type="bool", default=False)
    group.addoption(
        "--resource-graph-header", action="append", dest=HEADER.ini, default=None, metavar=HEADER.metavar,
        help=f"{HEADER.help} (ini: {HEADER.ini}, one a line)",
    )  # fmt: skip
    parser.addini(HEADER.ini, "headers NAME:VALUE, one a line: --resource-graph-header", type="linelist", default=[])
    group.addoption(
        "--resource-graph-actor", action="append", dest=ACTOR.ini, default=None, metavar=ACTOR.metavar,
        help=f"{ACTOR.help} (ini: {ACTOR.ini}, one a line)",
    )  # fmt: skip
    parser.addini(ACTOR.ini, f"{ACTOR.metavar}, one a line: --resource-graph-actor", type="linelist", default=[])
    parser.addini(GONE.ini, f"{_with_default(GONE)}; a type may name its own", type="args", default=[])
    parser.addini(VOLATILE.ini, f"{VOLATILE.help}; a type may name its own", type="args", default=[])
    parser.addini(DELETED.ini, f"{DELETED.help}; a type may name its own", default=None)
    parser.addini(ERROR_FIELD.ini, f"{ERROR_FIELD.help}; a type may name its own", default=None)
    parser.addini(IDEMPOTENT, "a create may answer with what is there already", type="bool", default=False)


def is_active(config: pytest.Config) -> bool:
    """Whether this run was asked to plan."""
    given = ini_value(config, "resourcegraph")
    return bool(config.getoption("resourcegraph", False) or config.getoption("resourcegraph_replay", None) or given)


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
