"""What the code derives from a document, in the plain form that the judge compares."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pytest_resourcegraph.declare.openapi.derivation import Derivation
from pytest_resourcegraph.declare.openapi.derive import derive
from pytest_resourcegraph.declare.openapi.read import load_file


def derived(path: Path) -> Mapping[str, Any]:
    """Types and operations of a document. Raises DefinitionError where it cannot be read."""
    return plain(derive(load_file(path)))


def plain(derivation: Derivation) -> Mapping[str, Any]:
    """A derivation as the judge takes it; what is left over has the role ``other``, and no type."""
    types = {
        one.name: {"parent": one.parent, "collection": one.collection, "item": one.item} for one in derivation.types
    }
    left = {one.operation.label: {"role": "other", "type": None} for one in derivation.leftovers}
    found = {one.operation.label: {"role": str(one.role), "type": one.type} for one in derivation.actions}
    return {"types": types, "operations": {**left, **found}}
