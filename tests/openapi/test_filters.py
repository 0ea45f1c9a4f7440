"""Filters are applied before anything is derived, and name something."""

import pytest

from pytest_resourcegraph.declare.openapi.derive import derive
from pytest_resourcegraph.declare.openapi.filters import Selection, select
from pytest_resourcegraph.errors import DefinitionError

from .documents import answer, crud, document


def _document():
    paths = crud("/docs", "/docs/{id}") | crud("/tags", "/tags/{id}")
    paths["/docs"]["get"] |= {"operationId": "listDocs", "tags": ["Docs"]}
    paths["/docs/{id}/purge"] = {"post": {"responses": answer()}}
    return document(paths)


def _labels(read):
    return [operation.label for operation in read.operations]


def test_nothing_said_keeps_everything():
    assert len(select(_document()).operations) == 13


@pytest.mark.parametrize(
    ("selection", "count"),
    [
        (Selection(ids=("listDocs",)), 1),
        (Selection(ids=("list_docs",)), 1),
        (Selection(paths=("/docs*",)), 7),
        (Selection(tags=("Docs",)), 1),
        (Selection(methods=("GET", "put")), 6),
        (Selection(paths=("/tags",), tags=("Docs",)), 3),
    ],
)
def test_include_and_exclude(selection, count):
    read = _document()
    assert len(select(read, include=selection).operations) == count
    assert len(select(read, exclude=selection).operations) == 13 - count


def test_without_what_destroys():
    kept = select(_document(), destructive=False)
    assert not {"DELETE /docs/{id}", "POST /docs/{id}/purge"} & set(_labels(kept))
    assert len(kept.operations) == 10
    assert not any(action.destructive for action in derive(kept).actions)


def test_filters_come_before_deriving():
    kept = select(_document(), include=Selection(paths=("/tags*",)))
    assert [one.name for one in derive(kept).types] == ["tag"]


@pytest.mark.parametrize(
    ("selection", "message"),
    [
        (Selection(ids=("lstDocs",)), "did you mean 'listDocs'"),
        (Selection(paths=("/nobody*",)), "known paths: /docs, /docs/{id}"),
        (Selection(tags=("docs",)), "known tags: Docs"),
        (Selection(methods=("brew",)), "known methods: delete, get"),
    ],
)
def test_a_filter_that_matches_nothing_is_an_error(selection, message):
    for keyword in ("include", "exclude"):
        with pytest.raises(DefinitionError, match="matches no operation") as told:
            select(_document(), **{keyword: selection})
        assert message in str(told.value)
