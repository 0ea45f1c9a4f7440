"""``siblings``: what is done to one of several, to one more, and to one that takes the place of another.

Bugs of this kind need company: a delete that takes the others along, a key that stays taken, a third one that fails, a
new one that inherits what a dead one had, a reference that still shows what is gone. Each goal is a success, and what
it must leave alone is then observed.
"""

from collections.abc import Iterable, Iterator

from ...events.key import Key
from ...model.action import Action
from ...model.effect import Link
from ...model.resource import OnDestroy
from ...model.schema import Schema
from ..company import has_older, has_younger, heirs_of, namesakes, referring
from .goal import Among, Company, Goal, GoalKey, Moment


class Siblings:
    """Each change beside a younger sibling, an older one and a namesake, and of what has something in it.

    Each create in each of two and with a link to each, as the third, and in the place of a dead one; each destroy of
    what is referred to.
    """

    name = "siblings"

    def goals(self, schema: Schema) -> Iterable[Goal]:
        """One goal for each (action, how, role or child type)."""
        for action in schema.actions.values():
            for want in _wants(schema, action):
                yield Goal(key=_key(want), text=_text(want), wants=(want,), actions=(action.name,))

    def covers(self, moment: Moment) -> Iterator[GoalKey]:
        """The company in which a step succeeds."""
        step = moment.step
        if step.refusal is not None:
            return
        action = moment.schema.actions[step.action]
        keys = step.role_keys
        for name in _concerned(action):
            if has_younger(moment.before, keys[name]):
                yield (self.name, action.name, Company.YOUNGER, name)
            if has_older(moment.before, keys[name]):
                yield (self.name, action.name, Company.OLDER, name)
            if namesakes(moment.before, keys[name]):
                yield (self.name, action.name, Company.NAMESAKE, name)
        for name in action.changes:
            for node in moment.before.graph.children(keys[name]):
                yield (self.name, action.name, Company.PARENT, f"{name} {node.key.type}")
        for name in action.destroys:
            for referrer in referring(moment.before, keys[name]):
                yield (self.name, action.name, Company.REFERRED, f"{name} {referrer}")
        create = action.creates
        if create is not None:
            parent: Key | None = keys[create.parent] if create.parent is not None else None
            if moment.before.siblings(create.type, parent) >= 2:
                yield (self.name, action.name, Company.THIRD, "")
            for child in heirs_of(moment.before, create.type, parent, step.twin):
                yield (self.name, action.name, Company.AGAIN, child)


def _wants(schema: Schema, action: Action) -> Iterator[Among]:
    for name in _concerned(action):
        type_ = schema.types[action.role(name).type]
        if schema.creators[type_.name]:
            yield Among(action=action.name, how=Company.YOUNGER, role=name)
            yield Among(action=action.name, how=Company.OLDER, role=name)
            if type_.key is not None and type_.parent is not None:
                yield Among(action=action.name, how=Company.NAMESAKE, role=name)
    for name in action.changes:
        for child, lower in schema.types.items():
            if lower.parent == action.role(name).type and schema.creators[child]:
                yield Among(action=action.name, how=Company.PARENT, role=name, detail=child)
    for name in action.destroys:
        for referrer in _cleared(schema, action.role(name).type):
            yield Among(action=action.name, how=Company.REFERRED, role=name, detail=referrer)
    create = action.creates
    if create is None:
        return
    yield Among(action=action.name, how=Company.THIRD)
    if schema.destroyers[create.type]:
        children = [name for name, type_ in schema.types.items() if type_.parent == create.type]
        inherited = [name for name in children if schema.creators[name]]
        # The system may refuse to end one that has children where nobody has said so: then an empty one as well.
        unsure = any(destroyer.doubtful for destroyer in schema.destroyers[create.type])
        for child in [*([""] if unsure or not inherited else []), *inherited]:
            yield Among(action=action.name, how=Company.AGAIN, detail=child)


def _cleared(schema: Schema, target: str) -> Iterator[str]:
    """The types that refer to this one, and have to show nothing there when it ends."""
    for name, type_ in schema.types.items():
        cleared = {
            reference
            for reference, other in type_.references.items()
            if other == target and type_.on_destroy.get(reference) is OnDestroy.CLEAR
        }
        makers = (action.creates for action in schema.creators[name] if action.creates is not None)
        if any(reference in cleared for create in makers for reference, _ in create.links):
            yield name


def _concerned(action: Action) -> tuple[str, ...]:
    """The roles of what an action changes or destroys, makes something in, or links something to."""
    create = action.creates
    within = [create.parent] if create is not None and create.parent is not None else []
    targets = [role for _, role in create.links] if create is not None else []
    targets += [effect.target for effect in action.effects if isinstance(effect, Link) and effect.target is not None]
    return tuple(dict.fromkeys((*action.changes, *action.destroys, *within, *targets)))


def _key(want: Among) -> GoalKey:
    return (Siblings.name, want.action, want.how, " ".join(part for part in (want.role, want.detail) if part))


def _text(want: Among) -> str:
    place = " ".join(part for part in (want.role, want.detail) if part)
    return f"{want.action} {want.how.value}" + (f" ({place})" if place else "")
