"""The conftest.py of the inner suites."""

DECLARED = """
from pytest_resourcegraph import ResourceType, action, unique

shelf = ResourceType("shelf")
book = ResourceType("book", parent=shelf, states=("open", "done"), state_field="status")

@action(creates=shelf)
def create_shelf(api):
    return api.post("/shelves", json={"name": unique("name")})

@action(reads=shelf)
def get_shelf(api, shelf):
    return api.get(f"/shelves/{shelf.id}")

@action(destroys=shelf)
def delete_shelf(api, shelf):
    return api.delete(f"/shelves/{shelf.id}")

@action(creates=book)
def create_book(api, shelf):
    return api.post(f"/shelves/{shelf.id}/books", json={})

@action(reads=book)
def get_book(api, book):
    return api.get(f"/books/{book.id}")

@action(moves={book: "open -> done"})
def finish_book(api, book):
    return api.post(f"/books/{book.id}/finish")

@action(destroys=book)
def delete_book(api, book):
    return api.delete(f"/books/{book.id}")
"""

IN_MEMORY = """
import os

import pytest

from shelves import Memory

@pytest.fixture(scope="session")
def memory():
    return Memory(os.environ.get("MODE", "clean"))

@pytest.fixture
def resource_api(memory):
    return memory
"""
