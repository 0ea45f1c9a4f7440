"""``sometimes``: what the user wants to have been true at least once (reachability).

The idea is that of the "sometimes assertions" of Antithesis (antithesis.com/docs/best_practices/sometimes_assertions):
a test that never was in the situation it is about says nothing.
"""

from collections.abc import Iterable, Iterator

from ...errors import PlanError, Problem
from ...events.key import Key
from ...model.action import Action
from ...model.resource import Resource
from ...model.schema import Schema
from ..enabled import bindings
from ..slices import asked_types
from ..trail import Trail
from .goal import Goal, GoalKey, Moment, Reach


class Sometimes:
    """Each property that is declared with ``@sometimes`` is true after some step."""

    name = "sometimes"

    def goals(self, schema: Schema) -> Iterable[Goal]:
        """One goal for each property."""
        for asked in schema.sometimes.values():
            types = asked_types(schema, asked)
            without = next((role.type for role in asked.roles if not schema.creators[role.type]), "")
            yield Goal(
                key=(self.name, asked.name), text=asked.name, wants=(Reach(name=asked.name),),
                actions=tuple(action.name for action in schema.actions.values() if _changes(action) & set(types)),
                never=f"nothing creates {without}" if without else "",
            )  # fmt: skip

    def covers(self, moment: Moment) -> Iterator[GoalKey]:
        """The properties that are true after a step that succeeds."""
        if moment.step.refusal is not None:
            return
        for asked in moment.schema.sometimes.values():
            if is_true(moment.after, asked):
                yield (self.name, asked.name)


def is_true(trail: Trail, asked: Action) -> bool:
    """Whether some resources fill the roles of a property now, and its function does not say no to them."""
    return any(_says(trail, asked, found) for found in bindings(trail, asked))


def _says(trail: Trail, asked: Action, found: dict[str, Key]) -> bool:
    given: dict[str, object] = {name: Resource(key, trail.graph.node) for name, key in found.items()}
    given.update((name, trail.graph) for name in asked.injected)
    try:
        said = asked.call(**given)
    except AssertionError:  # written as an invariant is
        return False
    except Exception as error:
        raise PlanError(
            Problem(
                where=str(asked.origin),
                what=f"sometimes '{asked.name}' raised {type(error).__name__}: {error}",
                known="a plan knows types, parents, states and links of its resources, and no data",
                remedy="ask the graph for what it knows, or use requires= and when=",
            )
        ) from error
    return said is None or bool(said)


def _changes(action: Action) -> frozenset[str]:
    """The types of which an action makes, moves, links or destroys one."""
    made = {action.creates.type} if action.creates is not None else set()
    return frozenset(made | {action.role(name).type for name in (*action.changes, *action.destroys)})
