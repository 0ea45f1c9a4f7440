"""A sampler for schemas that stand in a test: references lead to `definitions`."""

from collections.abc import Mapping
from typing import Any

from pytest_resourcegraph.declare.openapi.data.dialect import Dialect
from pytest_resourcegraph.declare.openapi.data.made import Made, Unmade
from pytest_resourcegraph.declare.openapi.data.sample import Sampler
from pytest_resourcegraph.declare.openapi.data.wish import Wish

D20, D30, D31 = Dialect.OPENAPI_20, Dialect.OPENAPI_30, Dialect.OPENAPI_31


def sampler(dialect: Dialect = D30, **definitions: Any) -> Sampler:
    """A sampler whose references are `#/x/<name>`, as `ref` writes them."""

    def resolve(holder: Mapping[str, Any]) -> Mapping[str, Any]:
        found: Mapping[str, Any] = definitions[holder["$ref"].rpartition("/")[2]]
        return found

    return Sampler(dialect, resolve)


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/x/{name}"}


def value(schema: Mapping[str, Any], wish: Wish | None = None, dialect: Dialect = D30, **definitions: Any) -> Any:
    """The value that is made; a schema of which none is made fails the test with the reason."""
    return made_value(sampler(dialect, **definitions).sample(schema, wish or Wish()))


def made_value(made: Made | Unmade) -> Any:
    """The value, of which there has to be one."""
    assert isinstance(made, Made), made
    return made.value


def unmade(schema: Mapping[str, Any], wish: Wish | None = None, dialect: Dialect = D30, **definitions: Any) -> Unmade:
    """Why there is no value."""
    made = sampler(dialect, **definitions).sample(schema, wish or Wish())
    assert isinstance(made, Unmade), made
    return made


def thing(*required: str, **properties: Any) -> dict[str, Any]:
    """A schema of an object."""
    return {"type": "object", "properties": properties, "required": list(required)}
