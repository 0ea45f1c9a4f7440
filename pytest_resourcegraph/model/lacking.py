"""The problem of a function that has no parameter for something that it says."""

from collections.abc import Iterable

from ..errors import Problem


def lacking_parameter(where: str, what: str, name: str, parameters: Iterable[str], types: Iterable[str]) -> Problem:
    """A problem that begins with ``what``, as in "action 'x' reads", and goes on with the name that led nowhere.

    ``name`` is that of a type, or of neither a type nor a parameter.
    """
    from difflib import get_close_matches

    names, declared = tuple(parameters), tuple(types)
    known, remedy = add_parameter(name, names)
    if name in declared:
        return Problem(where=where, what=f"{what} '{name}' but has no parameter for it", known=known, remedy=remedy)
    near = get_close_matches(name, sorted({*names, *declared}), n=1, cutoff=0.5)
    return Problem(
        where=where,
        what=f"{what} '{name}', which is neither a parameter nor a resource type",
        known=f"{known}; known types: {', '.join(sorted(declared)) or 'none'}",
        remedy=f"did you mean '{near[0]}'?" if near else "name one of these",
    )


def add_parameter(name: str, parameters: Iterable[str]) -> tuple[str, str]:
    """The second and third line for a parameter that is missing: those that are there, and what to do."""
    from difflib import get_close_matches

    names = tuple(parameters)
    near = get_close_matches(name, names, n=1, cutoff=0.6)
    remedy = f"did you mean '{name}' by the parameter '{near[0]}'?" if near else f"add a parameter '{name}'"
    return f"known parameters: {', '.join(names) or 'none'}", remedy
