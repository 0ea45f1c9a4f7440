"""What a module declares."""

import sys
import types

from pytest_resourcegraph.declare.module import declared_in


def _module(text: str, name: str = "declaring", **given: object) -> types.ModuleType:
    module = types.ModuleType(name)
    vars(module).update(given)
    _run(module, text)
    return module


def _run(module: types.ModuleType, text: str) -> None:
    lines = "from pytest_resourcegraph import ResourceType, action, invariant\n" + text
    exec(compile(lines, f"{module.__name__}.py", "exec"), vars(module))


def _names(module: types.ModuleType) -> list[str]:
    return [declared.name for declared in declared_in(module)]


def test_its_own_in_the_order_of_their_lines():
    module = _module("b = ResourceType('b')\na = ResourceType('a')\n@action(creates=a)\ndef make(api): ...\n")
    assert _names(module) == ["b", "a", "make"]


def test_a_module_that_declares_nothing():
    assert declared_in(types.ModuleType("empty")) == ()
    assert declared_in(sys) == ()


def test_both_of_two_with_one_name():
    module = _module("@action\ndef ping(api): ...\n@action\ndef ping(api): ...\n")
    assert [str(declared.origin) for declared in declared_in(module)] == ["declaring.py:2", "declaring.py:4"]


def test_what_it_imported_comes_first_each_once():
    shared = _module("a = ResourceType('a')\n@action(creates=a)\ndef make(api): ...\n", name="shared")
    module = _module("b = ResourceType('b')\nagain = make\n", make=shared.make, a=shared.a)
    assert _names(module) == ["make", "a", "b"]
    assert declared_in(module)[0] is shared.make


def test_what_it_imported_and_then_replaced_is_gone():
    shared = _module("@action\ndef ping(api): ...\n", name="shared")
    module = _module("@action\ndef ping(api): ...\n", ping=shared.ping)
    assert [str(declared.origin) for declared in declared_in(module)] == ["declaring.py:2"]


def test_what_a_shared_function_makes_belongs_to_who_holds_it():
    shared = _module("def make(name):\n    return ResourceType(name)\n", name="shared")
    module = _module("a = make('a')\n", make=shared.make)
    assert _names(module) == ["a"]


def test_running_a_module_again_declares_nothing_twice():
    text = "a = ResourceType('a')\n@action(creates=a)\ndef make(api): ...\n"
    module = _module(text)
    _run(module, text)
    assert _names(module) == ["a", "make"]
    assert declared_in(module)[0] is module.a


def test_a_loop_declares_as_many_as_it_makes():
    assert _names(_module("for name in 'ab':\n    ResourceType(name)\n")) == ["a", "b"]


def test_lazy_objects_are_not_woken():
    class Lazy:
        @property  # type: ignore[misc]
        def __class__(self):
            raise AssertionError("woken")

    assert declared_in(_module("", lazy=Lazy())) == ()
