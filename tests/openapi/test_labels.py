"""The labels hold together, and speak of documents that are in the corpus as they were when they were read."""

import hashlib
import json

import pytest

from . import corpus as real
from .labels import ROLES, labels
from .matching import normal

LABELS = labels()
METHODS = ("get", "put", "post", "delete", "patch", "head", "options", "trace")

each = pytest.mark.parametrize("name", LABELS)


def test_there_are_twenty_and_most_of_them_are_outside_the_draw(corpus):
    drawn = {path.relative_to(corpus).as_posix() for path in real.documents()}
    assert len(LABELS) == 20
    assert len({label["document"] for label in LABELS.values()} & drawn) <= 12


def test_all_roles_occur():
    assert {operation["role"] for label in LABELS.values() for operation in label["operations"].values()} == set(ROLES)


@each
def test_types_and_roles_fit_together(name):
    types, operations = LABELS[name]["types"], LABELS[name]["operations"]
    for operation in operations.values():
        assert operation["role"] in ROLES
        assert (operation["type"] is None) == (operation["role"] == "other")
    assert {operation["type"] for operation in operations.values()} - {None} == set(types)


@each
def test_parents_are_types_and_lead_to_a_root(name):
    types = LABELS[name]["types"]
    for start in types:
        line = [start]
        while (parent := types[line[-1]]["parent"]) is not None:
            assert parent not in line
            line.append(parent)


@each
def test_types_have_an_address_that_no_other_has(name):
    types = LABELS[name]["types"]
    addresses = [(type_["collection"], type_["item"]) for type_ in types.values()]
    assert len(set(addresses)) == len(addresses)
    assert (None, None) not in addresses


@each
def test_the_document_is_the_one_that_was_read(corpus, name):
    content = (corpus / LABELS[name]["document"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == LABELS[name]["sha256"]


@each
def test_every_operation_is_labelled_and_every_path_is_there(corpus, name):
    paths = json.loads((corpus / LABELS[name]["document"]).read_bytes())["paths"]
    keys = {f"{method.upper()} {path}" for path, item in paths.items() for method in item if method in METHODS}
    assert set(LABELS[name]["operations"]) == keys
    known = {normal(path) for path in paths}
    for type_ in LABELS[name]["types"].values():
        places = (type_["collection"], type_["item"], *type_.get("also", ()))
        assert {normal(path) for path in places if path is not None} <= known
