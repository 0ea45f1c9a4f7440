"""Whether a function uses the parent of one of its parameters."""

import dis
from collections.abc import Iterator
from itertools import pairwise
from types import CodeType

# Python 3.11 splits off method calls; later versions have one instruction for both.
_ATTRIBUTE = ("LOAD_ATTR", "LOAD_METHOD")


def uses_parent(function: object, parameter: str) -> bool:
    """True where the code reads ``<parameter>.parent``, in a lambda or comprehension too.

    What it passes on to other functions is not followed.
    """
    code = getattr(function, "__code__", None)
    return isinstance(code, CodeType) and any(_reads(each, parameter) for each in _codes(code))


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def _reads(code: CodeType, parameter: str) -> bool:
    steps = [step for step in dis.get_instructions(code) if step.opname != "EXTENDED_ARG"]
    return any(
        after.opname in _ATTRIBUTE and after.argval == "parent" and _loaded(before) == parameter
        for before, after in pairwise(steps)
    )


def _loaded(step: dis.Instruction) -> object:
    """The variable that the instruction puts on top of the stack; of a superinstruction that loads two, the second."""
    if "LOAD_FAST" not in step.opname and "LOAD_DEREF" not in step.opname:
        return None
    return step.argval[-1] if isinstance(step.argval, tuple) else step.argval
