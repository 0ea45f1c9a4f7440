"""Who imports what, where import-linter has no contract for it."""

import configparser
import sys

import pytest

from .source import PACKAGE, ROOT, Import, dynamic_imports, imports, python_files, shown

CORE = ("errors", "events", "graph", "model", "plan")
# Libraries that a folder of the core may know beside the standard library.
CORE_LIBRARIES = {"graph": {"rpds"}}


def _outside_standard_library(found: Import) -> bool:
    return found.top != PACKAGE and found.top not in sys.stdlib_module_names


def _libraries_with_a_contract() -> set[str]:
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter", encoding="utf-8")
    return {
        module
        for section in contracts.sections()
        for module in contracts.get(section, "forbidden_modules", fallback="").split()
        if not module.startswith(PACKAGE)
    }


def test_the_package_is_found():
    assert python_files(PACKAGE), f"no Python file under {ROOT / PACKAGE}: every other test here would be empty"


@pytest.mark.parametrize("layer", CORE)
def test_core_imports_the_standard_library_only(layer):
    allowed = CORE_LIBRARIES.get(layer, set())
    files = [*python_files(f"{PACKAGE}/{layer}"), *(ROOT / PACKAGE).glob(f"{layer}.py")]
    found = [found for path in files for found in imports(path) if _outside_standard_library(found)]
    assert [str(wrong) for wrong in found if wrong.top not in allowed] == []


def test_every_library_has_a_contract_that_says_where_it_lives():
    known = _libraries_with_a_contract()
    found = [found for path in python_files(PACKAGE) for found in imports(path)]
    assert [str(wrong) for wrong in found if _outside_standard_library(wrong) and wrong.top not in known] == []


def test_nobody_imports_the_insides_of_pytest():
    files = python_files(PACKAGE, "tests", "examples", "benchmarks")
    found = [found for path in files for found in imports(path)]
    assert [str(wrong) for wrong in found if wrong.top == "_pytest"] == []


def test_no_module_of_the_package_is_imported_behind_the_contracts():
    """`import_module("…")` is invisible to import-linter: only the facade, above all layers, may do it."""
    files = [path for path in python_files(PACKAGE) if shown(path) != f"{PACKAGE}/__init__.py"]
    found = [found for path in files for found in dynamic_imports(path)]
    assert [str(wrong) for wrong in found if not wrong.top or wrong.top == PACKAGE] == []
