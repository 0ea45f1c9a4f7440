"""What an answer makes true: the real ids, data and confirmed fields that turn effects into facts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..errors import PlanError, Problem, TransportError
from ..events.change import GraphFact, Updated
from ..events.exchange import Exchange
from ..events.key import Id, Key
from ..graph.graph import ResourceGraph
from ..model.action import Action
from ..model.answer import Answer, created_id, error_in, lookup, missing_id, resource_body
from ..model.resource import ResourceType
from ..model.schema import Schema

OK, TOO_MANY = 200, 429


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What an answer shows of the resource that the action made or changed.

    ``subject`` is the resource that was changed and that the fields belong to; None where one was made. ``written`` are
    the fields that a reader has to show from now on; None leaves those that were known.
    """

    made: Id | None = None
    subject: Key | None = None
    data: Mapping[str, object] | None = None
    written: tuple[str, ...] | None = None


def shown(
    schema: Schema, action: Action, answer: Answer, graph: ResourceGraph, roles: Mapping[str, Key], *, must: bool,
    used: Mapping[str, str] | None = None,
) -> Shown:  # fmt: skip
    """What the answer of a success shows; ``used`` are the unique values that were sent.

    Raises TransportError where a create that must succeed gives no id.
    """
    create = action.creates
    if create is not None:
        type_ = schema.types[create.type]
        made = created_id(answer.body, type_.id_field, type_.name)
        if made is None and must:
            raise TransportError(_unreadable(action, type_, answer))
        if must and made is not None:
            _check_is_ours(action, type_, answer, Key(type_.name, made), graph)
        body = resource_body(answer.body, type_.id_field, type_.name)
        written = _confirmed(type_, answer, body, roles)
        key = {name: value for name, value in (used or {}).items() if name == type_.key}
        return Shown(made=made, data={**key, **(body or {})}, written=written)
    role = next(iter(action.changes), None)
    if role is None:
        return Shown()
    return _updated(schema.types[action.role(role).type], answer, graph, roles, role)


def made_key(action: Action, roles: Mapping[str, Key], seen: Shown) -> Key | None:
    """The key of what a create made; None where the action creates nothing or no id was seen."""
    if action.creates is None or seen.made is None:
        return None
    return Key(action.creates.type, seen.made, roles[action.creates.parent] if action.creates.parent else None)


def stray(schema: Schema, action: Action, roles: Mapping[str, Key], sent: Sequence[Exchange]) -> tuple[Key, ...]:
    """What a create made although its step did not succeed, as far as its exchanges show it."""
    create = action.creates
    if create is None:
        return ()
    type_ = schema.types[create.type]
    for exchange in sent:
        if _may_be_found(action, type_, exchange.status):
            continue
        if error_in(exchange.response_body, schema.error_fields(action)):
            continue  # an id in it is that of what was in the way
        if exchange.method in ("POST", "PUT") and exchange.status is not None and 200 <= exchange.status < 300:
            made = created_id(exchange.response_body, type_.id_field, type_.name)
            key = made_key(action, roles, Shown(made=made))
            if key is not None and not isinstance(exchange.response_body, (str, int)):
                return (key,)
    return ()


def check_judgeable(schema: Schema, action: Action, answer: Answer, *, unused: bool) -> None:
    """Raises where the answer says nothing about the prediction.

    TransportError where the service asks to slow down; PlanError where a step that had to use a key again did not.
    """
    if answer.status == TOO_MANY:
        raise TransportError(
            Problem(
                where=str(action.origin),
                what=f"the service asks to slow down: '{action.name}' answered {answer.status}",
                known="what it would have answered is not known",
                remedy="raise its limit for the test, or have the client wait and ask again",
            )
        )
    if unused and action.creates is not None and answer.succeeded(action.expects):
        key = schema.types[action.creates.type].key
        raise PlanError(
            Problem(
                where=str(action.origin),
                what=f"'{action.name}' did not use a taken {key} again, so that nothing was there to refuse",
                known=f"the type '{action.creates.type}' declares key={key!r}",
                remedy=f"take the value from unique({key!r}), or say refuses={{'duplicate': False}}",
            )
        )


def only_shown(facts: Iterable[GraphFact], seen: Shown) -> tuple[GraphFact, ...]:
    """The facts, with those of updates that the answer does not show reduced to: its fields are no longer known."""
    return tuple(
        replace(fact, data={}, written=()) if isinstance(fact, Updated) and fact.key != seen.subject else fact
        for fact in facts
    )


def _may_be_found(action: Action, type_: ResourceType, status: int | None) -> bool:
    """True for an idempotent create that answers 200: it may have found what was there, and not made it."""
    return type_.idempotent and status == OK and OK not in action.expects


def _check_is_ours(action: Action, type_: ResourceType, answer: Answer, key: Key, graph: ResourceGraph) -> None:
    """Raises TransportError where the answer may show what somebody else made, which is not ours to destroy."""
    if not _may_be_found(action, type_, answer.status):
        return
    if any(node.key.id == key.id for node in graph.living(type_.name)):
        return
    raise TransportError(
        Problem(
            where=str(action.origin),
            what=f"'{action.name}' answered 200 with a {type_.name} that this run did not make: {key.id}",
            known="the type is declared idempotent, so it may belong to somebody else; it is left alone",
            remedy="take its key from unique(), or say expects=200 where a new one answers 200 as well",
        )
    )


def _updated(type_: ResourceType, answer: Answer, graph: ResourceGraph, roles: Mapping[str, Key], role: str) -> Shown:
    """The data after a change: what the answer shows, or what was sent of the fields that are known to be kept."""
    key = roles[role]
    body = resource_body(answer.body, type_.id_field, type_.name)
    if body is not None and str(lookup(body, type_.id_field)) != str(key.id):
        body = None  # it shows something else, such as the receipt of what was done
    sent = _comparable(type_, answer, roles)
    node = graph.node(key)
    known = set(node.written) if node is not None else set()
    if body is not None:
        confirmed = set(_confirmed(type_, answer, body, roles)) if answer.edits else set()
        return Shown(subject=key, data=dict(body), written=tuple(sorted((known & set(body)) | confirmed)))
    if not (answer.edits and known & set(sent)):
        # Not an edit of fields but a command, such as an amount to add: what it did to the fields cannot be known.
        return Shown(subject=key, data={}, written=())
    kept = known & set(sent) if answer.method == "PUT" else known
    data = {name: value for name, value in sent.items() if name in known}
    return Shown(subject=key, data=data, written=tuple(sorted(kept)))


def _confirmed(
    type_: ResourceType, answer: Answer, body: Mapping[str, object] | None, roles: Mapping[str, Key]
) -> tuple[str, ...]:
    """The fields that were sent and that the answer shows as they were sent."""
    if body is None:
        return ()
    sent = _comparable(type_, answer, roles)
    return tuple(sorted(name for name, value in sent.items() if name in body and body[name] == value))


def _comparable(type_: ResourceType, answer: Answer, roles: Mapping[str, Key]) -> dict[str, object]:
    """The sent fields that stay as they were written: not the state, and not ids of other resources, which may end."""
    ids = {key.id for key in roles.values()}
    return {
        name: value
        for name, value in (answer.written or {}).items()
        if name not in (type_.state_field, *type_.volatile) and not (isinstance(value, (str, int)) and value in ids)
    }


def _unreadable(action: Action, type_: ResourceType, answer: Answer) -> Problem:
    if answer.malformed:
        return Problem(
            where=str(action.origin),
            what=f"the answer of '{action.name}' ({answer.label}) cannot be read: {answer.malformed}",
            known=f"it begins: {' '.join(answer.text.split())[:80]!r}",
            remedy="return the id from the action, or look whether the URL is that of the service",
        )
    return missing_id(str(action.origin), action.name, type_.id_field, answer.body)
