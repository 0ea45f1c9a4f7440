"""Coverage criteria: what a plan should do. To add one: a file here, a line in CRITERIA, and its test."""

from collections.abc import Mapping
from types import MappingProxyType

from .actions import Actions
from .goal import Criterion
from .pairs import Order, Pairs, Triples
from .refusals import Refusals
from .siblings import Siblings
from .sometimes import Sometimes
from .states import States
from .transitions import Transitions

_ALL: tuple[Criterion, ...] = (
    Actions(), States(), Transitions(), Pairs(), Order(), Triples(), Refusals(), Siblings(), Sometimes(),
)  # fmt: skip

CRITERIA: Mapping[str, Criterion] = MappingProxyType({criterion.name: criterion for criterion in _ALL})
"""Every criterion by the name that ``cover=`` takes."""
