"""Every option with its ini twin: option, then ini, then default. Cheap to import: pytest always does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

import pytest


class Option(NamedTuple):
    """One option: ``--resource-graph-NAME`` and ``resourcegraph_NAME``, its default, metavar and help."""

    name: str
    default: str
    metavar: str
    help: str


OPTIONS = (
    Option("url", "", "URL", "base URL of the service; requests go nowhere else"),
    Option(
        "cover",
        "transitions and refusals",
        "GOALS",
        "what to cover: actions, states, transitions, pairs, refusals, joined with 'and' (default: %(default)s)",
    ),
    Option("seed", "", "SEED", "repeats plan and values of the run that printed it (default: plan 0, fresh values)"),
    Option("max-steps", "15", "N", "cut sequences at this many steps (default: %(default)s)"),
    Option("budget", "", "N|Ns", "stop after N requests or N seconds; what is left is skipped, and said"),
    Option("timeout", "10", "SECONDS", "give up on an answer after this time (default: %(default)s)"),
    Option("observe", "new", "off|new|all", "which observations to make after a step (default: %(default)s)"),
    Option("events", "", "FILE", "write every event as a line of JSON"),
)


DEFAULTS = {option.name: option.default for option in OPTIONS}


def add_options(parser: pytest.Parser) -> None:
    """Add the group of options to pytest's parser."""
    group = parser.getgroup("resourcegraph", "resource graph: stateful API testing (pytest-resourcegraph)")
    group.addoption(
        "--resource-graph",
        action="store_true",
        dest="resourcegraph",
        help="plan sequences over the declared resources and run them",
    )
    parser.addini("resourcegraph", "run with --resource-graph", type="bool", default=False)
    for option in OPTIONS:
        dest = "resourcegraph_" + option.name.replace("-", "_")
        text = option.help.replace("%(default)s", option.default)
        group.addoption(f"--resource-graph-{option.name}", dest=dest, default=None, metavar=option.metavar, help=text)
        parser.addini(dest, text, default=None)
    group.addoption(
        "--resource-graph-header",
        action="append",
        dest="resourcegraph_header",
        default=None,
        metavar="NAME:VALUE",
        help="send this header with every request (repeatable); its value is masked in reports",
    )
    parser.addini("resourcegraph_header", "headers NAME:VALUE, one a line", type="linelist", default=[])
    parser.addini("resourcegraph_gone", "statuses that say gone (default: 404 410)", type="args", default=[])


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """What repeats a run: ``plan`` permutes the plan, ``values`` salts the unique values. Prints as ``0-7f3a21c4``."""

    plan: int
    values: str

    def __str__(self) -> str:
        return f"{self.plan}-{self.values}" if self.values != str(self.plan) else str(self.plan)

    @classmethod
    def parse(cls, text: str) -> Seed:
        """The seed of a printed text: a number, or a number and a hexadecimal salt."""
        found = re.fullmatch(r"(\d{1,9})(?:-([0-9a-f]{1,16}))?", text.strip())
        if found is None:
            raise pytest.UsageError(
                f"--resource-graph-seed={text} is not a seed\nknown forms: a number such as 7, or as a run prints it: 0-7f3a21c4"
            )
        return cls(plan=int(found[1]), values=found[2] or found[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """How much a run may spend: requests, seconds, or (both None) as much as it takes."""

    requests: int | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All options of a run, checked."""

    active: bool
    url: str
    cover: str
    seed: Seed | None
    max_steps: int
    budget: Budget
    timeout: float
    observe: str
    events: str
    headers: tuple[tuple[str, str], ...]
    gone: frozenset[int]


def is_active(config: pytest.Config) -> bool:
    """Whether this run was asked to plan."""
    return bool(config.getoption("resourcegraph", False) or config.getini("resourcegraph"))


def read_settings(config: pytest.Config) -> Settings:
    """The settings of a run. Raises pytest.UsageError for a value that is not understood."""
    given = {option.name: _value(config, option) for option in OPTIONS}
    headers = [*config.getini("resourcegraph_header"), *(config.getoption("resourcegraph_header") or [])]
    return Settings(
        active=is_active(config),
        url=_url(given["url"]),
        cover=given["cover"],
        seed=Seed.parse(given["seed"]) if given["seed"] else None,
        max_steps=int(_number("max-steps", given["max-steps"], least=2)),
        budget=_budget(given["budget"]),
        timeout=_number("timeout", given["timeout"], least=0.001),
        observe=_one_of("observe", given["observe"], ("off", "new", "all")),
        events=given["events"],
        headers=tuple(_header(text) for text in headers),
        gone=frozenset(int(_number("gone", text, least=100)) for text in config.getini("resourcegraph_gone")),
    )


def _value(config: pytest.Config, option: Option) -> str:
    dest = "resourcegraph_" + option.name.replace("-", "_")
    for value in (config.getoption(dest), config.getini(dest)):
        if value is not None and str(value).strip():
            return str(value).strip()
    return option.default


def _wrong(name: str, value: str, known: str) -> pytest.UsageError:
    return pytest.UsageError(
        f"--resource-graph-{name}={value} is not understood\n{known}\n"
        f"set it on the command line or as resourcegraph_{name.replace('-', '_')} in the ini file"
    )


def _number(name: str, text: str, *, least: float) -> float:
    try:
        number = float(text)
    except ValueError:
        raise _wrong(name, text, "expected: a number") from None
    if number < least:
        raise _wrong(name, text, f"expected: a number of at least {least:g}")
    return number


def _one_of(name: str, text: str, known: tuple[str, ...]) -> str:
    if text not in known:
        raise _wrong(name, text, f"known values: {', '.join(known)}")
    return text


def _url(text: str) -> str:
    if text and not re.match(r"https?://[^/\s]+", text):
        raise _wrong("url", text, "expected: a base URL such as http://127.0.0.1:8000")
    return text.rstrip("/")


def _budget(text: str) -> Budget:
    if not text:
        return Budget()
    if text.endswith("s"):
        return Budget(seconds=_number("budget", text[:-1], least=0.001))
    return Budget(requests=int(_number("budget", text, least=1)))


def _header(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    if not colon or not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name.strip()):
        raise _wrong("header", text.partition(":")[0] + ":…", "expected: NAME:VALUE, as in Authorization:Bearer …")
    return name.strip(), value.strip()
