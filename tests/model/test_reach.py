"""Actions that can never run."""

from pytest_resourcegraph.model.action import Action, Role
from pytest_resourcegraph.model.effect import Create, Destroy, Move
from pytest_resourcegraph.model.origin import Origin
from pytest_resourcegraph.model.resource import ResourceType
from pytest_resourcegraph.model.validate import problems

TYPES = {
    "box": ResourceType(name="box"),
    "item": ResourceType(name="item", states=("new", "sent", "paid", "lost")),
}
ALONE = "no other action is stopped by it"
REMEDY = "declare the action that does, or take this one out"
REST = f"{ALONE}\n{REMEDY}"


def item(*states):
    return Role(name="item", type="item", states=states)


def make(type_="item", *roles):
    state = TYPES[type_].born
    return Action(name=f"make_{type_}", roles=roles, effects=(Create(type=type_, state=state),))


def move(name, *moves):
    states = tuple(source for source, _ in moves)
    return Action(name=name, roles=(item(*states),), effects=(Move(role="item", moves=moves),))


def told(*actions):
    named = {
        action.name: Action(
            name=action.name, roles=action.roles, effects=action.effects, origin=Origin("conftest.py", line)
        )
        for line, action in enumerate(actions, start=1)
    }
    return [str(problem) for problem in problems(TYPES, named, {})]


def test_all_can_run():
    assert told(move("pay", ("sent", "paid")), move("send", ("new", "sent")), make()) == []


def test_nothing_creates_it():
    get, drop = (
        Action(name="get", roles=(item(),)),
        Action(name="drop", roles=(item(),), effects=(Destroy(role="item"),)),
    )
    assert told(get) == [f"conftest.py:1: action 'get' can never run: nothing creates 'item'\n{REST}"]
    assert told(make("box"), get, drop) == [
        f"conftest.py:2: action 'get' can never run: nothing creates 'item'\nnor can: drop\n{REMEDY}"
    ]


def test_no_action_moves_it_there():
    get = Action(name="get", roles=(item("paid", "lost"),))
    assert told(make(), get) == [
        f"conftest.py:2: action 'get' can never run: no action moves 'item' to 'paid' or 'lost'\n{REST}"
    ]


def test_one_of_the_states_is_enough():
    assert told(make(), Action(name="get", roles=(item("lost", "new"),))) == []


def test_the_root_of_it_is_told():
    """What creates needs what nothing creates; and what follows from it is told with it."""
    get = Action(name="get", roles=(item(),))
    assert told(get, make("item", Role(name="box", type="box"))) == [
        f"conftest.py:1: action 'get' can never run: nothing creates 'box'\nnor can: make_item\n{REMEDY}"
    ]


def test_the_first_move_that_is_missing_is_told():
    get = Action(name="get", roles=(item("lost"),))
    assert told(make(), get, move("lose", ("paid", "lost")), move("pay", ("sent", "paid"))) == [
        f"conftest.py:2: action 'get' can never run: no action moves 'item' to 'sent'\nnor can: lose, pay\n{REMEDY}"
    ]


def test_a_move_that_can_run_from_elsewhere():
    both = move("go", ("new", "sent"), ("paid", "lost"))
    assert told(make(), both, Action(name="get", roles=(item("lost"),))) == [
        f"conftest.py:3: action 'get' can never run: no action moves 'item' to 'paid'\n{REST}"
    ]


def test_what_needs_itself():
    copy = make("item", item())
    assert told(copy) == [
        f"conftest.py:1: action 'make_item' can never run: creating the first 'item' needs another\n{REST}"
    ]
    circle = [move("pay", ("lost", "paid")), move("lose", ("paid", "lost"))]
    assert told(make(), *circle) == [
        f"conftest.py:2: action 'pay' can never run: moving the first 'item' to 'lost' needs another\n{REST}",
        f"conftest.py:3: action 'lose' can never run: moving the first 'item' to 'paid' needs another\n{REST}",
    ]


def test_two_roles():
    join = Action(name="join", roles=(item("new"), Role(name="other", type="item", states=("paid",))))
    assert told(make(), join) == [
        f"conftest.py:2: action 'join' can never run: no action moves 'item' to 'paid'\n{REST}"
    ]
