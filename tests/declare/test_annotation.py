"""Types that annotations name."""

from typing import Annotated

import pytest

from pytest_resourcegraph.declare.annotation import annotated_type
from pytest_resourcegraph.declare.decorators import action
from pytest_resourcegraph.declare.types import ResourceType
from pytest_resourcegraph.model.action import Role
from pytest_resourcegraph.model.resource import Resource

from . import later
from .building import action_of, schema_of

folder = ResourceType("folder")
document = ResourceType("document", parent=folder)


class Shelf:
    folder = folder


@action(creates=folder)
def make_folder(api): ...


@action(creates=document)
def make_document(api, folder): ...


VISIBLE = {"folder": folder, "later": later, "Shelf": Shelf, "Resource": Resource, "number": 5}


@pytest.mark.parametrize("annotation", [folder, Annotated[Resource, folder]])
def test_an_object(annotation):
    assert annotated_type(annotation, {}) is folder


@pytest.mark.parametrize("text", ["folder", " folder ", "'folder'", "Shelf.folder", "Annotated[Resource, folder]"])
def test_a_text_that_leads_to_an_object(text):
    assert annotated_type(text, VISIBLE) is folder


def test_a_text_that_leads_into_a_module():
    assert annotated_type("later.shelf", VISIBLE) is later.shelf


@pytest.mark.parametrize("text", ["box", "number", "Resource", "list[folder]", "later.nothing", "no way", "f()"])
def test_a_text_that_leads_nowhere_may_be_a_name(text):
    assert annotated_type(text, VISIBLE) == text


@pytest.mark.parametrize("annotation", [int, None, Resource, 5, list[int]])
def test_an_annotation_of_another_kind(annotation):
    assert annotated_type(annotation, VISIBLE) is None


def test_nothing_is_evaluated():
    ran: list[int] = []
    assert annotated_type("ran.append(1)", {"ran": ran}) == "ran.append(1)"
    assert ran == []


def test_two_of_one_type_are_told_apart():
    @action
    def move(api, document, target: folder): ...  # type: ignore[valid-type]

    assert action_of(move, make_folder, make_document).roles == (
        Role(name="document", type="document"),
        Role(name="target", type="folder"),
    )


def test_a_type_of_the_function_around():
    here = ResourceType("here")

    @action
    def go(api, target: "here"):  # type: ignore[valid-type]
        return here, target

    assert action_of(go, _maker(here)).roles == (Role(name="target", type="here"),)


def test_a_type_that_is_declared_by_name_only():
    @action
    def go(api, target: "shelf", other: "nothing"): ...  # type: ignore[name-defined]  # noqa: F821

    found = action_of(go, later.shelf, _maker(later.shelf))
    assert found.roles == (Role(name="target", type="shelf"),)
    assert found.fixtures == ("other",)


def test_a_module_with_postponed_annotations():
    schema = schema_of(later.make_shelf, later.swap)
    assert schema.actions["swap"].roles == (Role(name="left", type="shelf"), Role(name="right", type="shelf"))
    assert schema.actions["swap"].injected == ("api", "graph")
    assert schema.actions["swap"].fixtures == ("tmp_path",)


def test_an_annotation_of_another_kind_leaves_the_name():
    @action(reads=folder)
    def get(api: object, folder: Resource): ...

    assert action_of(get, make_folder).roles == (Role(name="folder", type="folder"),)


def _maker(type_):
    @action(creates=type_)
    def make(api): ...

    return make
