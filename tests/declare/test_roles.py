"""Which parameters resources fill, in which states, and which of them below which."""

import pytest

from pytest_resourcegraph.declare.decorators import action, invariant
from pytest_resourcegraph.declare.types import ResourceType
from pytest_resourcegraph.model.action import Role
from pytest_resourcegraph.model.effect import Move

from .building import action_of, schema_of, told_of

box = ResourceType("box")
item = ResourceType("item", parent=box, states=("new", "used", "broken"))
part = ResourceType("part", parent=item)


@action(creates=box)
def make_box(api): ...


@action(creates=item)
def make_item(api, box): ...


@action(creates=part)
def make_part(api, item): ...


@action(moves={item: ["new -> used", "* -> broken"]})
def age_item(api, item): ...


WAYS = (make_box, make_item, make_part, age_item)


def roles_of(declared):
    return action_of(declared, *WAYS).roles


def test_parameters_are_roles_ours_or_fixtures():
    @action
    def look(api, item, graph, tmp_path): ...

    found = action_of(look, *WAYS)
    assert [role.name for role in found.roles] == ["item"]
    assert found.injected == ("api", "graph")
    assert found.fixtures == ("tmp_path",)


def test_parameters_with_a_default_and_the_rest_are_left_alone():
    @action
    def look(api, box, *args, item=None, **kwargs): ...

    found = action_of(look, *WAYS)
    assert [role.name for role in found.roles] == ["box"]
    assert found.fixtures == ()


def test_a_parameter_that_takes_no_name():
    @action
    def look(api, item, /): ...

    assert told_of(look, *WAYS) == [
        f"{look.origin}: action 'look' has a parameter '{name}' that takes no name\ntake the '/' out of its parameters"
        for name in ("api", "item")
    ]


@pytest.mark.parametrize("key", [item, "item"])
@pytest.mark.parametrize(
    ("said", "states"),
    [("used", ("used",)), (["used", "broken"], ("used", "broken")), ("used | broken", ("used", "broken"))],
)
def test_required_states(key, said, states):
    @action(requires={key: said})
    def sell(api, item): ...

    assert roles_of(sell) == (Role(name="item", type="item", states=states),)


def test_required_states_of_one_of_two():
    @action(requires={"other": "used"})
    def swap(api, item, other: item): ...  # type: ignore[valid-type]

    @action(requires={item: "used"})
    def swap_back(api, other: item, item): ...  # type: ignore[valid-type]

    assert [role.states for role in roles_of(swap)] == [(), ("used",)]
    assert [role.states for role in roles_of(swap_back)] == [(), ("used",)]


def test_a_move_needs_one_of_the_states_it_starts_from():
    assert roles_of(age_item) == (Role(name="item", type="item", states=("new", "used")),)


def test_required_states_narrow_a_move():
    @action(requires={item: ("broken", "used")}, moves={item: "new | used -> broken"})
    def drop(api, item): ...

    assert roles_of(drop) == (Role(name="item", type="item", states=("used",)),)
    assert action_of(drop, *WAYS).moves == (Move(role="item", moves=(("used", "broken"),)),)


def test_a_move_that_starts_from_no_required_state():
    @action(requires={item: "broken"}, moves={item: "new -> used"})
    def mend(api, item): ...

    assert told_of(mend, *WAYS) == [
        f"{mend.origin}: action 'mend' can never run: 'item' is required in one state and moved from another\n"
        "required: broken; moved from: new\n"
        "let requires= name a state that moves= starts from"
    ]


def test_a_required_state_that_does_not_exist():
    @action(requires={item: "usd"})
    def sell(api, item): ...

    assert told_of(sell, *WAYS) == [
        f"{sell.origin}: action 'sell' requires 'item' in 'usd', a state that 'item' does not have\n"
        "known states of 'item': broken, new, used\n"
        "did you mean 'used'?"
    ]


def test_a_state_required_of_what_is_no_parameter():
    @action(requires={item: "used"})
    def sell(api, box): ...

    @action(requires={"itm": "used"})
    def give(api, item): ...

    assert told_of(sell, give, *WAYS) == [
        f"{sell.origin}: action 'sell' requires a state of 'item' but has no parameter for it\n"
        "known parameters: api, box\n"
        "add a parameter 'item'",
        f"{give.origin}: action 'give' requires a state of 'itm', which is neither a parameter nor a resource type\n"
        "known parameters: api, item; known types: box, item, part\n"
        "did you mean 'item'?",
    ]


@pytest.mark.parametrize("said", ["used", ["used"], None])
def test_requires_is_a_mapping(said):
    @action(requires=said)
    def sell(api, item): ...

    assert told_of(sell, *WAYS) == [
        f"{sell.origin}: action 'sell' has requires={said!r}, which is no mapping\n"
        "write requires={'parameter': 'state'}"
    ]


def test_ids_of_one_path_hang_together():
    @action
    def look(api, box, part): ...

    @action
    def look_closer(api, box, item, part): ...

    assert roles_of(look) == (Role(name="box", type="box"), Role(name="part", type="part", below="box"))
    assert [role.below for role in roles_of(look_closer)] == [None, "box", "item"]


def test_a_parameter_with_another_name_than_its_type_hangs_nowhere():
    @action
    def put(api, item, target: box): ...  # type: ignore[valid-type]

    @action
    def take(api, box, thing: item): ...  # type: ignore[valid-type]

    assert [role.below for role in (*roles_of(put), *roles_of(take))] == [None] * 4


def test_a_function_may_use_the_parent():
    @action(reads=item)
    def get_item(api, item):
        return api.get(f"/boxes/{item.parent.id}/items/{item.id}")

    @action(reads=item)
    def read_item(api, box, item):
        return api.get(f"/boxes/{box.id}/items/{item.id}")

    assert roles_of(get_item) == (Role(name="item", type="item", uses_parent=True),)
    assert [role.uses_parent for role in roles_of(read_item)] == [False, False]


def test_an_invariant_has_roles_as_an_action_has():
    @invariant
    def holds(api, box, item, tmp_path): ...

    found = schema_of(holds, *WAYS).invariants["holds"]
    assert found.roles == (Role(name="box", type="box"), Role(name="item", type="item", below="box"))
    assert (found.injected, found.fixtures) == (("api",), ("tmp_path",))
