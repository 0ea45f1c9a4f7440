"""The parameters of a declared function, by which it says what it needs."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import CellType

from .annotation import annotated_type
from .parent_use import uses_parent
from .types import TypeRef

INJECTED = ("api", "graph")
"""The parameters that are ours: the client, and the resource graph as it is now."""

_BY_KEYWORD = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter to fill.

    ``type`` is the type that its annotation names: the declared object, or a text that may be the name of one.
    ``keyword`` is False where it cannot be given by name.
    """

    name: str
    type: TypeRef | None = None
    uses_parent: bool = False
    keyword: bool = True


def parameters_of(call: Callable[..., object]) -> tuple[Parameter, ...]:
    """The parameters without a default, as pytest reads a fixture; ``*args`` and ``**kwargs`` are nobody's."""
    function = inspect.unwrap(call)
    visible = _visible(function)
    return tuple(
        Parameter(
            name=found.name,
            type=annotated_type(found.annotation, visible),
            uses_parent=uses_parent(function, found.name),
            keyword=found.kind in _BY_KEYWORD,
        )
        for found in inspect.signature(call).parameters.values()
        if found.default is inspect.Parameter.empty
        and found.kind not in (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    )


def _visible(function: Callable[..., object]) -> Mapping[str, object]:
    """The global names that the function sees, and those of the functions around it that it uses."""
    names = function.__code__.co_freevars if inspect.isfunction(function) else ()
    cells = zip(names, getattr(function, "__closure__", None) or (), strict=True)
    # A cell is empty while the function around it has not come to the assignment.
    around = {name: cell.cell_contents for name, cell in cells if cell != CellType()}
    return {**getattr(function, "__globals__", {}), **around}
