"""What one process keeps from sequence to sequence: which checks judge what, and what the system has taught us.

What is learned takes concessions to doubtful actions back. A finding that is sought again is judged by what it implies,
and not by what this process happens to have learned: so a token means the same everywhere.
"""

from collections.abc import Iterable, Iterator, Sequence

from ..model.action import Action, Refusal
from ..model.answer import Answer, listed_items
from ..model.check import Check, Taken, switched_on
from ..model.guard import Broken
from ..model.schema import Schema
from ..plan.plan import Step
from .readings import Volatile

_WHO = frozenset({401, 403})


class Memory:
    """One serves all executions of a process.

    ``proven`` are the actions that have succeeded, ``declined`` those that never have, with the last answer. ``bare``
    are the listings that were empty below something new, so that what they show from then on is what was made.
    ``keys`` are the types of which a second one with the same natural key was refused.
    """

    def __init__(self, checks: Iterable[Check] = ()) -> None:
        self.checks = tuple(checks)
        self.volatile = Volatile()
        self.proven: set[str] = set()
        self.declined: dict[str, tuple[Action, Answer]] = {}
        self._told: set[str] = set()
        self.bare: set[str] = set()
        self.keys: set[str] = set()
        self._chosen: dict[tuple[int, str], tuple[Schema, tuple[Check, ...]]] = {}

    def prime(self, schema: Schema, steps: Sequence[Step]) -> None:
        """Take as learned what a finding of the last step was judged by, so that it is judged alike anywhere."""
        last = steps[-1] if steps else None
        action = schema.actions.get(last.action) if last is not None else None
        if last is None or action is None:
            return
        self.proven.add(action.identity)
        if action.lists is not None:
            self.bare.add(action.identity)
        if last.twin is not None:
            self.keys.add(last.twin.type)

    def checks_of(self, schema: Schema, action: Action) -> tuple[Check, ...]:
        """The checks that are on for the steps of an action."""
        asked = (id(schema), action.name)
        chosen = self._chosen.get(asked)
        if chosen is None:  # the schema is kept with them: while it lives no other has its identity
            chosen = self._chosen[asked] = (schema, switched_on(self.checks, action, schema))
        return chosen[1]

    def learn(self, action: Action, answer: Answer) -> None:
        """Note whether an action that was to succeed did."""
        if answer.succeeded(action.expects):
            self.proven.add(action.identity)
            self.declined.pop(action.identity, None)
        elif answer.is_refusal and action.identity not in self.proven:
            self.declined[action.identity] = (action, answer)

    @property
    def is_shut_out(self) -> bool:
        """True while everything that was to succeed was refused for who asks, and nothing did."""
        answers = [answer for _, answer in self.declined.values()]
        return not self.proven and bool(answers) and all(answer.status in _WHO for answer in answers)

    def newly_declined(self) -> Iterator[tuple[Action, Answer]]:
        """What has been declined since this was asked last, each action once."""
        for identity, declined in self.declined.items():
            if identity not in self._told:
                self._told.add(identity)
                yield declined

    def learn_key(self, action: Action, answer: Answer, reasons: Iterable[Broken]) -> None:
        """Note that a key that was taken was refused to a create."""
        taken = any(reason.refusal is Refusal.DUPLICATE for reason in reasons)
        if taken and action.creates is not None and answer.is_refusal:
            self.keys.add(action.creates.type)

    def learn_list(self, taken: Taken) -> None:
        """Note a listing that shows nothing below what is new."""
        listing, scope = taken.action.lists, taken.roles.get((taken.action.lists and taken.action.lists.within) or "")
        if listing is None or scope is None or not taken.succeeded or listed_items(taken.answer.body) != ():
            return
        node = taken.after.node(scope)
        if node is not None and not any(
            one.key.is_below(scope) for one in (*taken.after.living(), *taken.after.dead())
        ):
            self.bare.add(taken.action.identity)
