"""What plans cost: requests against the provable lower bound, and the seconds to make them.

``python benchmarks/planner.py`` prints the table; ``figures()`` gives its rows.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from pytest_resourcegraph.model.action import Action, Listing, Role
from pytest_resourcegraph.model.effect import Create, Destroy, Move, Update
from pytest_resourcegraph.model.resource import ResourceType
from pytest_resourcegraph.model.schema import Schema
from pytest_resourcegraph.plan.scheduler import Request
from pytest_resourcegraph.plan.schedulers.cover import Cover


def schema(types: list[ResourceType], actions: list[Action], actors: tuple[str, ...] = ("",)) -> Schema:
    """A schema from lists."""
    return Schema(
        types={type_.name: type_ for type_ in types}, actions={action.name: action for action in actions}, actors=actors
    )


def create(type_: ResourceType, *links: tuple[str, str], **states: tuple[str, ...]) -> Action:
    """``create_x`` below its parent; ``links`` are (reference, type) and become roles."""
    named = [type_.parent] if type_.parent else []
    roles = tuple(Role(name=name, type=name, states=states.get(name, ())) for name in [*named, *(t for _, t in links)])
    effect = Create(type=type_.name, parent=type_.parent, state=type_.born, links=tuple(links))
    return Action(name=f"create_{type_.name}", roles=roles, effects=(effect,))


def read(type_: ResourceType) -> Action:
    """``get_x``."""
    return Action(name=f"get_{type_.name}", roles=(Role(name=type_.name, type=type_.name),), reads=type_.name)


def listing(type_: ResourceType) -> Action:
    """``list_x``, within the parent where there is one."""
    roles = (Role(name=type_.parent, type=type_.parent),) if type_.parent else ()
    return Action(name=f"list_{type_.name}", roles=roles, lists=Listing(type=type_.name, within=type_.parent))


def update(type_: ResourceType, *states: str) -> Action:
    """``update_x``."""
    role = Role(name=type_.name, type=type_.name, states=states)
    return Action(name=f"update_{type_.name}", roles=(role,), effects=(Update(role=type_.name),))


def move(name: str, type_: ResourceType, *moves: tuple[str, str]) -> Action:
    """An action that moves a resource; it accepts the states that it moves from."""
    role = Role(name=type_.name, type=type_.name, states=tuple(dict.fromkeys(source for source, _ in moves)))
    return Action(name=name, roles=(role,), effects=(Move(role=type_.name, moves=moves),))


def delete(type_: ResourceType, *states: str) -> Action:
    """``delete_x``."""
    role = Role(name=type_.name, type=type_.name, states=states)
    return Action(name=f"delete_{type_.name}", roles=(role,), effects=(Destroy(role=type_.name),))


def workspaces() -> Schema:
    """11 actions on three types in a row."""
    workspace = ResourceType(name="workspace", key="name")
    upload = ResourceType(name="upload", parent="workspace", states=("pending", "ready"))
    note = ResourceType(name="note", parent="upload")
    return schema(
        [workspace, upload, note],
        [
            create(workspace), read(workspace), delete(workspace), create(upload), read(upload), listing(upload),
            move("finish_upload", upload, ("pending", "ready")), delete(upload), create(note, upload=("ready",)),
            read(note), delete(note),
        ],
    )  # fmt: skip


def shop() -> Schema:
    """17 actions: customers with carts and orders that refer to products, and two actors."""
    customer = ResourceType(name="customer", key="email")
    product = ResourceType(name="product", states=("active", "retired"))
    cart = ResourceType(name="cart", parent="customer")
    order = ResourceType(
        name="order", parent="customer", references={"product": "product"},
        states=("created", "paid", "shipped", "cancelled"),
    )  # fmt: skip
    return schema(
        [customer, product, cart, order],
        [
            create(customer), read(customer), update(customer), delete(customer), create(product), read(product),
            move("retire_product", product, ("active", "retired")), create(cart), read(cart), delete(cart),
            create(order, ("product", "product"), product=("active",)), read(order), listing(order),
            move("pay_order", order, ("created", "paid")), move("ship_order", order, ("paid", "shipped")),
            move("cancel_order", order, ("created", "cancelled"), ("paid", "cancelled")), delete(order, "cancelled"),
        ],
        actors=("first", "second"),
    )  # fmt: skip


def generated(sizes: tuple[int, ...] = (2,) * 10 + (3,) * 4 + (2,) * 4) -> Schema:
    """Chains of types of these lengths, five actions each: with the default sizes 40 types and 200 actions."""
    types: list[ResourceType] = []
    actions: list[Action] = []
    for number, size in enumerate(sizes):
        parent: str | None = None
        for depth in range(size):
            states = ("draft", "done") if depth == size - 1 else ()
            type_ = ResourceType(name=f"t{number}x{depth}", parent=parent, states=states)
            types.append(type_)
            middle = move(f"finish_{type_.name}", type_, ("draft", "done")) if states else update(type_)
            actions += [create(type_), read(type_), listing(type_), middle, delete(type_)]
            parent = type_.name
    return schema(types, actions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One row: what a plan of one model for one expression costs."""

    model: str
    cover: str
    goals: int
    sequences: int
    requests: int
    lower_bound: int
    seconds: float
    left: int

    @property
    def ratio(self) -> float:
        """Requests over the lower bound."""
        return self.requests / self.lower_bound if self.lower_bound else 0.0


MODELS = {"11 actions": workspaces, "17 actions": shop, "200 actions": generated}
COVERS = ("transitions and refusals", "pairs", "transitions", "states", "actions")


def figures(models: tuple[str, ...] = tuple(MODELS), covers: tuple[str, ...] = COVERS) -> list[Figure]:
    """A row for each model and expression."""
    return list(_figures(models, covers))


def _figures(models: tuple[str, ...], covers: tuple[str, ...]) -> Iterator[Figure]:
    for name in models:
        made = MODELS[name]()
        for cover in covers:
            start = time.perf_counter()
            plan = Cover().plan(made, Request(cover=cover))
            yield Figure(
                model=name, cover=cover, goals=len(plan.covered), sequences=len(plan.sequences),
                requests=sum(made.actions[step.action].cost for one in plan.sequences for step in one.steps),
                lower_bound=plan.lower_bound, seconds=time.perf_counter() - start,
                left=len(plan.infeasible) + len(plan.unplanned),
            )  # fmt: skip


def main() -> None:
    """Prints the table."""
    print("model        cover                     goals  left  seqs  requests  bound  ratio  seconds")
    for row in _figures(tuple(MODELS), COVERS):
        print(
            f"{row.model:<12} {row.cover:<25} {row.goals:>5} {row.left:>5} {row.sequences:>5} {row.requests:>9} "
            f"{row.lower_bound:>6} {row.ratio:>6.2f} {row.seconds:>8.3f}"
        )


if __name__ == "__main__":
    main()
