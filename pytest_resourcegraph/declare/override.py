"""What is said otherwise of what is declared: by name, one field at a time."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..model.origin import Origin
from .regression import Regression

FILE = "resourcegraph.yaml"
"""The file that says it, beside a conftest.py or above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """What is said of one type or action by name."""

    name: str
    said: Mapping[str, object]
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """Everything that one file says."""

    types: tuple[Override, ...] = ()
    actions: tuple[Override, ...] = ()
    regressions: tuple[Regression, ...] = ()
