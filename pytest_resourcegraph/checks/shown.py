"""What an answer about a living resource shows otherwise than the graph knows it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..events.claim import FieldIs, Path
from ..events.exchange import MASKED, Secrets, tells
from ..graph.node import Node
from ..model.answer import lookup, path_to, resource_body
from ..model.check import Finding, Taken
from ..model.resource import ResourceType

_ACCEPTED = 202


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """One difference: its ``kind``, what must be true, what is expected and what is ``seen``, and where that stands."""

    kind: str
    must: str
    expected: object
    seen: object
    path: Path

    def finding(self, check: str, taken: Taken, lead: str = "") -> Finding:
        """The difference as a finding of that check; ``lead`` begins its sentence."""
        expected, seen = words(self.path, self.expected), words(self.path, self.seen)
        return Finding(
            check=check, kind=self.kind, expected=expected,
            message=f"{lead}{self.must}, but {taken.action.name} shows {seen} (expected {expected})",
            claims=(FieldIs(path=self.path, value=self.expected),),
        )  # fmt: skip


def words(path: Path, value: object) -> str:
    """A value as a message may show it: not where a name on the way to it, or in it, tells of a secret."""
    if any(tells(str(part)) for part in path):
        return MASKED
    return repr(Secrets().body(value))


def shown_wrong(taken: Taken) -> Iterator[Wrong]:
    """The first difference between a successful answer and the resource that it is about, if there is one.

    Answers of actions that create, change or move a resource are held to the same as those of readers, where they show
    it.
    """
    node = subject(taken)
    if node is None or not taken.succeeded or taken.broken or _is_promise(taken):
        return
    type_ = taken.schema.types[node.key.type]
    body = describing(taken, type_, node)
    if body is not None:
        yield from _first(taken, node, type_, body)


def _is_promise(taken: Taken) -> bool:
    """202: it will be done, and what is shown may be as it was, or describe the job that does it."""
    return taken.answer.status == _ACCEPTED and not taken.action.observes and taken.made is None


def subject(taken: Taken) -> Node | None:
    """The living resource that the answer is about."""
    role = taken.action.reads or next(iter(taken.action.changes), None)
    key = taken.made if taken.action.creates else taken.roles.get(role or "")
    node = taken.after.node(key) if key is not None else None
    return node if node is not None and node.alive else None


def describing(taken: Taken, type_: ResourceType, node: Node) -> Mapping[str, object] | None:
    """The part of the answer that describes the resource: with its id, or at least with its state or a field of it."""
    body = taken.answer.body
    found = resource_body(body, type_.id_field, type_.name)
    if found is not None or not isinstance(body, Mapping):
        return found
    state = lookup(body, type_.state_field) if type_.state_field is not None else None
    # "status": "ok" is what an action says of itself; a reader says nothing of itself.
    has_state = state is not None and (taken.action.observes or state in type_.states)
    return body if has_state or any(name in body for name in node.written) else None


def _first(taken: Taken, node: Node, type_: ResourceType, body: Mapping[str, object]) -> Iterator[Wrong]:
    name = f"{node.key.type} {node.alias}"
    above = path_to(taken.answer.body, body)

    def wrong(kind: str, path: Path, must: str, expected: object, seen: object) -> Wrong:
        return Wrong(kind=kind, must=must, expected=expected, seen=seen, path=(*above, *path))

    shown = lookup(body, type_.id_field)
    if shown is not None and str(shown) != str(node.key.id):
        # An action may answer with something else, such as the receipt of what it did; a reader may not.
        if taken.action.observes:
            yield wrong("id", (*type_.id_field.split("."),), f"{name} must answer with its own id", node.key.id, shown)
        return
    state = lookup(body, type_.state_field) if type_.state_field else None
    own = taken.action.observes or shown is not None or state in type_.states
    if type_.state_field and state is not None and node.state is not None and state != node.state and own:
        yield wrong("state", (*type_.state_field.split("."),), f"{name} must be {node.state}", node.state, state)
        return
    ignored = _ignored(taken, body)
    for field in dict.fromkeys((*node.written, *ignored)):
        wanted = (taken.answer.written or {})[field] if field in ignored else node.data.get(field)
        if field in body and body[field] != wanted:
            must = f"{name} must show the {field} last written"
            yield wrong(f"field {field}", (field,), must, wanted, body[field])
            return


def _ignored(taken: Taken, body: Mapping[str, object]) -> tuple[str, ...]:
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


def _plain(value: object) -> str:
    return str(value).strip().lower()
