"""How the tests of declarations get at what is made of them."""

import pytest

from pytest_resourcegraph.declare.builder import Addition, Builder
from pytest_resourcegraph.errors import DefinitionError
from pytest_resourcegraph.model.action import Action
from pytest_resourcegraph.model.schema import Schema


def schema_of(*declarations: Addition) -> Schema:
    """The schema of these declarations."""
    builder = Builder()
    builder.extend(declarations)
    return builder.build()


def action_of(declared: Addition, *others: Addition) -> Action:
    """The action that is made of the first declaration."""
    return schema_of(declared, *others).actions[declared.name]


def told_of(*declarations: Addition) -> list[str]:
    """The texts of all problems."""
    with pytest.raises(DefinitionError) as caught:
        schema_of(*declarations)
    return [str(problem) for problem in caught.value.problems]
