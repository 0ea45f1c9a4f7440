"""The options of a run as checked values: option, then ini, then default."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pytest

from ..declare.defaults import Defaults
from ..engine import minimize as shrinking
from ..errors import Problem
from ..model.resource import GONE as GONE_STATUSES
from .options import (
    ACTOR,
    DELETED,
    ERROR_FIELD,
    FUZZ,
    GONE,
    HEADER,
    IDEMPOTENT,
    OPTIONS,
    SAFE,
    UPDATE,
    VOLATILE,
    Option,
    ini_value,
    is_active,
)

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


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
        found = re.fullmatch(r"(\d{1,9})(?:-([0-9a-f]{1,16}))?", text.strip(), re.ASCII)
        if found is None:
            raise _wrong("seed", text, "expected: a number such as 7, or a seed as a run prints it: 0-7f3a21c4")
        return cls(plan=int(found[1]), values=found[2] or str(int(found[1])))


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
    actors: Mapping[str, Mapping[str, str]]
    checks: Mapping[str, bool]
    shrink: shrinking.Budget | None
    exports: str
    baseline: str
    update_baseline: bool
    replay: str
    openapi: str
    openapi_files: tuple[str, ...]
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    safe: bool
    fuzz: bool
    parameters: Mapping[str, str]
    defaults: Defaults


def read_settings(config: pytest.Config) -> Settings:
    """The settings of a run. Raises pytest.UsageError for a value that is not understood."""
    given = {option.name: _value(config, option) for option in OPTIONS}
    headers = [*_listed(config, HEADER), *(config.getoption(HEADER.ini) or [])]
    actors = config.getoption(ACTOR.ini) or _listed(config, ACTOR)
    return Settings(
        active=is_active(config),
        url=_url(given["url"]),
        cover=given["cover"],
        seed=Seed.parse(given["seed"]) if given["seed"] else None,
        max_steps=_whole("max-steps", given["max-steps"], least=2, most=1000),
        budget=_budget(given["budget"]),
        timeout=_seconds("timeout", given["timeout"]),
        observe=_one_of("observe", given["observe"], ("off", "new", "all")),
        events=given["events"],
        headers=tuple(_header(text) for text in headers),
        actors=_actors(actors),
        checks=_checks(given["checks"]),
        shrink=_shrink(given["shrink"]),
        exports=given["exports"],
        baseline=given["baseline"],
        update_baseline=bool(config.getoption(UPDATE, False)),
        replay=given["replay"],
        openapi=given["openapi"],
        openapi_files=tuple(word for word in re.split(r"\s*[,\n]\s*", given["openapi-files"]) if word),
        include=tuple(re.split(r"[,\s]+", given["include"])) if given["include"] else (),
        exclude=tuple(re.split(r"[,\s]+", given["exclude"])) if given["exclude"] else (),
        safe=bool(config.getoption(SAFE, False) or ini_value(config, SAFE)),
        fuzz=_fuzz(config, given["openapi"]),
        parameters=_parameters(given["parameters"]),
        defaults=Defaults(
            gone=frozenset(_status(text) for text in _listed(config, GONE)) or GONE_STATUSES,
            deleted_state=str(ini_value(config, DELETED.ini) or "") or None,
            volatile=frozenset(_listed(config, VOLATILE)),
            settles=_seconds("settles", given["settles"]) if given["settles"] != "0" else 0.0,
            idempotent=bool(ini_value(config, IDEMPOTENT)),
            error_field=str(ini_value(config, ERROR_FIELD.ini) or "") or None,
        ),
    )


def _value(config: pytest.Config, option: Option) -> str:
    for value in (config.getoption(option.ini), ini_value(config, option.ini)):
        if value is not None and str(value).strip():
            return str(value).strip()
    return option.default


def _listed(config: pytest.Config, option: Option) -> list[str]:
    found = ini_value(config, option.ini)
    return [str(item) for item in found] if isinstance(found, list) else []


def _wrong(name: str, value: str, known: str) -> pytest.UsageError:
    ini = f"resourcegraph_{name.replace('-', '_')}"
    return pytest.UsageError(
        str(
            Problem(
                what=f"--resource-graph-{name}={value} is not understood",
                known=known,
                remedy=f"set it on the command line or as {ini} in the ini file",
            )
        )
    )


def _seconds(name: str, text: str, unit: str = "") -> float:
    try:
        number = float(text.removesuffix(unit))
    except ValueError:
        number = math.nan
    if not 0.001 <= number < math.inf:
        raise _wrong(name, text, "expected: a number of seconds, at least 0.001")
    return number


def _whole(name: str, text: str, *, least: int, most: int) -> int:
    if not re.fullmatch(r"\d{1,12}", text, re.ASCII) or not least <= int(text) <= most:
        raise _wrong(name, text, f"expected: a whole number from {least} to {most}")
    return int(text)


def _one_of(name: str, text: str, known: tuple[str, ...]) -> str:
    if text not in known:
        raise _wrong(name, text, f"known values: {', '.join(known)}")
    return text


def _url(text: str) -> str:
    if text and not re.fullmatch(r"https?://[^/\s?#]+[^\s?#]*", text):
        raise _wrong("url", text, "expected: a base URL such as http://127.0.0.1:8000")
    return text.rstrip("/")


def _budget(text: str) -> Budget:
    if not text:
        return Budget()
    if re.fullmatch(r"[\d.]+s", text):
        return Budget(seconds=_seconds("budget", text, "s"))
    if not re.fullmatch(r"[1-9]\d{0,11}", text, re.ASCII):
        raise _wrong("budget", text, "expected: a number of requests such as 500, or of seconds such as 60s")
    return Budget(requests=int(text))


def _shrink(text: str) -> shrinking.Budget | None:
    """The budget of the search for one finding; None for 0, which turns it off."""
    if re.fullmatch(r"[\d.]+s", text):
        return shrinking.Budget(seconds=_seconds("shrink", text, "s"))
    if not re.fullmatch(r"\d{1,6}", text, re.ASCII):
        raise _wrong("shrink", text, "expected: a number of requests such as 200, or of seconds such as 20s; 0: off")
    number = int(text)
    return shrinking.Budget(requests=number) if number else None


def _fuzz(config: pytest.Config, document: str) -> bool:
    asked = bool(config.getoption(FUZZ, False) or ini_value(config, FUZZ))
    if asked and not document and is_active(config):
        problem = Problem(
            what="--resource-graph-fuzz has nothing to draw from",
            known="it draws the bodies for the operations of an OpenAPI document",
            remedy="give one with --resource-graph-openapi; in actions of your own, draw what you like",
        )
        raise pytest.UsageError(str(problem))
    return asked


def _parameters(text: str) -> Mapping[str, str]:
    """Values by the name of a path parameter."""
    found: dict[str, str] = {}
    for word in re.split(r"[,\s]+", text) if text else ():
        name, sign, value = word.partition("=")
        if not (name and sign and value):
            raise _wrong("parameters", text, "expected: NAME=VALUE, several with commas, as in project=demo,zone=a")
        found[name] = value
    return found


def _header(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    # The value may be a secret: it is not repeated.
    if not colon or not _TOKEN.fullmatch(name.strip()) or not value.isprintable():
        raise _wrong("header", f"{name if colon else ''}:…", "expected: NAME:VALUE, as in Authorization:Bearer …")
    return name.strip(), value.strip()


def _actors(given: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
    """Headers by actor, in the order in which they are first named."""
    found: dict[str, dict[str, str]] = {}
    for text in given:
        name, colon, rest = text.partition(":")
        header, second, value = rest.partition(":")
        fits = re.fullmatch(r"[A-Za-z_][\w-]*", name.strip()) and _TOKEN.fullmatch(header.strip())
        # The value may be a secret: it is not repeated.
        if not (colon and second and fits and value.isprintable()):
            raise _wrong("actor", f"{name}:…", "expected: NAME:HEADER:VALUE, as in ann:Authorization:Bearer …")
        found.setdefault(name.strip(), {})[header.strip()] = value.strip()
    return found


def _checks(text: str) -> Mapping[str, bool]:
    """On or off by the name of a check; with a name without minus, all that are not named are off."""
    names = [name for name in re.split(r"[,\s]+", text) if name]
    return {name.removeprefix("-"): not name.startswith("-") for name in names}


def _status(text: str) -> int:
    if not re.fullmatch(r"[1-5]\d\d", text, re.ASCII):
        raise pytest.UsageError(
            f"{GONE.ini}={text} is not understood\nexpected: statuses from 100 to 599, as in {GONE.default}\n"
            f"set it as {GONE.ini} in the ini file"
        )
    return int(text)
