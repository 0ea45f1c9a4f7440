"""What the controller of a distributed run told this process; the answers of an undistributed one otherwise."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

MAIN = "main"
SEED = "resourcegraph_seed"
SALTED = "resourcegraph_salted"


def worker_name(config: pytest.Config) -> str:
    """The name of the xdist worker, or ``main``."""
    return str(_told(config).get("workerid", MAIN))


def workers(config: pytest.Config) -> int:
    """Over how many processes the run is spread."""
    return int(str(_told(config).get("workercount", 1)))


def seed(config: pytest.Config) -> str:
    """The seed that the controller drew; empty where there is none."""
    return str(_told(config).get(SEED, ""))


def salt(config: pytest.Config) -> str:
    """The name of the worker where each of them runs every item, so that no two use the same values."""
    return worker_name(config) if _told(config).get(SALTED) else ""


def worker_input(config: pytest.Config, name: str) -> str:
    """What the controller sent under this name; empty where it sent nothing, or there is none."""
    return str(_told(config).get(name, ""))


def _told(config: pytest.Config) -> Mapping[str, object]:
    found: Mapping[str, object] = getattr(config, "workerinput", {})
    return found
