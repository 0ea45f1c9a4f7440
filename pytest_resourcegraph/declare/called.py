"""A declared function: what an action and an invariant have in common."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from inspect import unwrap
from typing import Generic, ParamSpec, TypeVar

from ..model.origin import Origin
from .declaration import Declaration
from .parameter import Parameter, parameters_of

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, eq=False, kw_only=True)
class Called(Declaration, Generic[P, R]):
    """A declared function, which can still be called as before.

    ``given`` are its parameters where they are not to be read off the function, as where a file declares them.
    Not slotted: it takes over name, documentation and ``__wrapped__`` of the function.
    """

    name: str
    call: Callable[P, R]
    given: tuple[Parameter, ...] | None = None
    origin: Origin = field(default=Origin())

    def __post_init__(self) -> None:
        taken = ("__name__", "__qualname__", "__module__", "__doc__")
        self.__dict__.update({name: getattr(self.call, name) for name in taken if hasattr(self.call, name)})
        self.__dict__["__wrapped__"] = self.call

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """What the function returns."""
        return self.call(*args, **kwargs)

    # Read late, so that an annotation may name a type that the module declares further down.
    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """The parameters that have to be filled, in their order."""
        return parameters_of(self.call) if self.given is None else self.given

    def __repr__(self) -> str:
        return f"<{self.noun} {self.name}>"

    @property
    def noun(self) -> str:
        """What messages call it."""
        return "function"


def origin_of(call: Callable[..., object]) -> Origin:
    """Where the function begins, its decorators included."""
    code = getattr(unwrap(call), "__code__", None)
    return Origin(code.co_filename, code.co_firstlineno) if code is not None else Origin()
