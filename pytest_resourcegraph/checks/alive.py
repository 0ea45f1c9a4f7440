"""Alive is readable: a living resource answers its reader with its id, its state and the fields last written."""

from collections.abc import Iterable, Mapping

from ..graph.node import Node
from ..model.answer import lookup, resource_body
from ..model.check import Finding, Taken
from ..model.resource import ResourceType


class Alive:
    """Finds an answer about a living resource that shows another id, another state or other fields than it has.

    Answers of actions that create, change or move a resource are held to the same, where they show it.
    """

    name = "alive"

    def judge(self, taken: Taken) -> Iterable[Finding]:
        """A finding for the first difference between the answer and the graph."""
        if not taken.succeeded or taken.broken:
            return
        role = taken.action.reads or next(iter(taken.action.changes), None)
        key = taken.made if taken.action.creates else taken.roles.get(role or "")
        node = taken.after.node(key) if key is not None else None
        if node is None or not node.alive:
            return
        type_ = taken.schema.types[node.key.type]
        body = _shown(taken, type_, node)
        if body is None:
            if taken.action.observes and _should_show(taken):
                yield self._unreadable(taken, node)
            return
        yield from self._differences(taken, node, type_, body)

    def _unreadable(self, taken: Taken, node: Node) -> Finding:
        seen = taken.answer.malformed or "its answer does not show the resource"
        return Finding(
            check=self.name, kind="unreadable", expected=f"{node.key.type} {node.alias}",
            message=f"{node.key.type} {node.alias} is alive, but {taken.action.name} does not show it: {seen}",
        )  # fmt: skip

    def _differences(
        self, taken: Taken, node: Node, type_: ResourceType, body: Mapping[str, object]
    ) -> Iterable[Finding]:
        name = f"{node.key.type} {node.alias}"
        shown = lookup(body, type_.id_field)
        if shown is not None and str(shown) != str(node.key.id):
            # An action may answer with something else, such as the receipt of what it did; a reader may not.
            if taken.action.observes:
                yield self._finding(taken, "id", f"{name} must answer with its own id", node.key.id, shown)
            return
        state = lookup(body, type_.state_field) if type_.state_field else None
        if state is not None and node.state is not None and state != node.state:
            yield self._finding(taken, "state", f"{name} must be {node.state}", node.state, state)
            return
        ignored = self._ignored(taken, body)
        for field in dict.fromkeys((*node.written, *ignored)):
            wanted = self._wanted(taken, node, field, ignored)
            if field in body and body[field] != wanted:
                yield self._finding(taken, f"field {field}", f"{name} must show the {field} last written", wanted,
                                    body[field])  # fmt: skip
                return

    def _ignored(self, taken: Taken, body: Mapping[str, object]) -> tuple[str, ...]:
        """Fields that this step wrote, but that its answer shows with their old values.

        Another value than was sent is no sign: a system may trim, round or lower what it is given.
        """
        role = next(iter(taken.action.changes), None)
        old = taken.before.node(taken.roles[role]) if role is not None else None
        if old is None or not taken.answer.edits:
            return ()
        sent = taken.answer.written or {}
        stale = (f for f in old.written if f in sent and f in body and body[f] == old.data.get(f))
        return tuple(f for f in stale if _plain(sent[f]) != _plain(body[f]))

    def _wanted(self, taken: Taken, node: Node, field: str, ignored: tuple[str, ...]) -> object:
        return (taken.answer.written or {})[field] if field in ignored else node.data.get(field)

    def _finding(self, taken: Taken, kind: str, what: str, wanted: object, seen: object) -> Finding:
        return Finding(
            check=self.name, kind=kind, expected=repr(wanted),
            message=f"{what}, but {taken.action.name} shows {seen!r} (expected {wanted!r})",
        )  # fmt: skip


def _shown(taken: Taken, type_: ResourceType, node: Node) -> Mapping[str, object] | None:
    """The part of the answer that describes the resource: with its id, or at least with its state or a field of it."""
    body = taken.answer.body
    found = resource_body(body, type_.id_field, type_.name)
    if found is not None or not isinstance(body, Mapping):
        return found
    has_state = type_.state_field is not None and lookup(body, type_.state_field) is not None
    return body if has_state or any(name in body for name in node.written) else None


def _plain(value: object) -> str:
    return str(value).strip().lower()


def _should_show(taken: Taken) -> bool:
    """Whether the answer claims to describe something: not a download, and not the empty answer to a HEAD."""
    return isinstance(taken.answer.body, Mapping) or "html" in taken.answer.malformed
