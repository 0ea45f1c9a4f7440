"""An operation of a document as a call: path, query, headers and body made of resources and of its schemas."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from ...errors import DefinitionError, Problem
from ...model.answer import list_path, lookup, resource_body
from ...model.resource import Resource
from ...model.unique import unique
from .conflict import Conflicts
from .data.made import Made, Unmade
from .data.payload import payload_of
from .data.sample import Sampler
from .data.wire import Wire, wire_of
from .data.wish import Wish
from .derivation import DerivedAction, DerivedType
from .derivation import OperationRole as Role
from .drawing import Drawing
from .sketch import Taken
from .wording import ABOUT_BODY, Wording

Supply = Callable[[str, object], object | None]
"""A user's answer for the body of an action, given its name and the body that was made (None: none could be)."""

HOOK = "pytest_resourcegraph_body"

_CHANGING = (Role.UPDATE, Role.REPLACE)
"""What changes something has to change it to another value than it has: else nobody could see whether it did."""

_TURNS = range(1, 5)
"""Which of the values that a schema allows are tried for that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What all calls of a document share.

    ``base`` is the path in front of every path, unless the URL of the client has a path of its own; ``url`` is that of
    a client that tells none. ``constants`` are the values of path parameters that nothing fills.
    """

    sampler: Sampler
    supply: Supply
    base: str = ""
    url: str = ""
    constants: Mapping[str, str] = field(default_factory=dict)


class Call:
    """Sends one operation: ``call(api=client, project=resource)`` gives the response.

    Raises DefinitionError, naming the hook, where no valid body or parameter can be made.
    """

    def __init__(
        self, action: DerivedAction, type_: DerivedType, takes: tuple[Taken, ...], means: Means, key: str | None
    ) -> None:
        self.__name__ = action.name
        self.__doc__ = f"{action.method} {action.path}"
        self._action = action
        self._type = type_
        self._takes = takes
        self._means = means
        self._key = key
        self._unique: tuple[str, ...] = ()
        self._supplied = False
        self._conflicts = Conflicts(action, means.sampler)
        self._drawing = Drawing(action, type_, means.sampler)
        self._drawn: tuple[object, ...] = ()
        self._wording = Wording(action.role) if action.body is not None else Wording(Role.READ)

    def __call__(self, api: Any, **resources: Resource) -> object:
        """The response, or what it shows where it shows it in a way of its own."""
        response, chosen = self._sent(api, resources, draws=True)
        if self._drawn and not self._supplied:
            if response.status_code not in ABOUT_BODY:
                return self._shown(response, chosen)
            response, chosen = self._sent(api, resources)
        while self._wording.differs(response.status_code, supplied=self._supplied):
            response, chosen = self._sent(api, resources)
        asked = not (self._supplied or self._drawn or chosen)
        if asked and self._conflicts.is_common(response.status_code):
            wish = Wish(unique=str, keys=(), fill=self._filled(resources), optional=self._wording.optional)
            for places in self._conflicts.places(wish):
                self._conflicts.unique = places
                other, other_chosen = self._sent(api, resources)
                if 200 <= other.status_code < 300:
                    return self._shown(other, other_chosen)
            self._conflicts.unique = ()  # it was not for a text
        return self._shown(response, chosen)

    def keyed(self, key: str) -> "Call":
        """The same call where somebody has declared the natural key: its field is unique, if the body has one."""
        made = Call(self._action, self._type, self._takes, self._means, key)
        if self._action.body is not None and self._means.sampler.has(self._action.body.schema, key):
            made._unique = (f"/{key}",)
        return made

    def _sent(self, api: Any, resources: Mapping[str, Resource], *, draws: bool = False) -> tuple[Any, str]:
        action = self._action
        chosen = self._chosen()
        wire = self._parameters()
        arguments: dict[str, Any] = {**self._body(resources, draws=draws)}
        headers = {**wire.headers, **arguments.pop("headers", {})}
        if wire.params:
            arguments["params"] = wire.params
        if headers:
            arguments["headers"] = headers
        path = self._base(api) + self._path(resources, chosen)
        return api.request(action.method, path, **arguments), chosen

    def _base(self, api: Any) -> str:
        """What comes before each path: that of the document, unless the URL of the user has a path of its own."""
        url = str(getattr(api, "base_url", "") or self._means.url)
        return "" if urlsplit(url).path.strip("/") else self._means.base

    def _path(self, resources: Mapping[str, Resource], chosen: str) -> str:
        """The path with ids. Raises KeyError for a parameter without a value: none is ever sent as it stands."""
        template = self._action.operation.template
        kept = "/" if template.flat else ""  # an id that is a path itself keeps its slashes
        values = dict(self._means.constants)
        fields = {bound.parameter: bound.field for bound in self._action.bindings}
        for taken in self._takes:
            if taken.parameter:
                resource = resources[taken.name]
                named = fields.get(taken.parameter, "")
                value = lookup(resource.data, named) if named else None
                values[taken.parameter] = str(resource.id if value is None else value)
        if chosen:
            values[self._action.chosen or self._type.id_parameter] = chosen
        return template.filled({name: quote(value, safe=kept) for name, value in values.items()})

    def _chosen(self) -> str:
        """The id that a PUT gives to what it makes, of the kind that its parameter takes."""
        action = self._action
        if action.role is not Role.CREATE or self._type.chosen_id != "path":
            return ""
        parameter = action.chosen or self._type.id_parameter
        name = self._key or parameter
        stated = next(
            (one for one in action.operation.parameters if (one.name, one.where) == (parameter, "path")), None
        )
        text, sampler = unique(name), self._means.sampler
        if stated is None or not stated.schema or sampler.accepts(stated.schema, text):
            return text
        if text.isdigit() and sampler.accepts(stated.schema, int(text)):
            return text  # one that is taken already, to be tried again
        made = sampler.sample(stated.schema, Wish(unique=lambda _: text, keys=("",)))
        return str(made.value) if isinstance(made, Made) else text

    def _parameters(self) -> Wire:
        wire = Wire()
        for parameter in self._action.parameters:
            raw = {"name": parameter.name, "in": parameter.where, "schema": parameter.schema, **parameter.schema}
            made = self._means.sampler.sample(parameter.schema, Wish())
            if isinstance(made, Unmade):
                raise self._unmade(made, f"the parameter '{parameter.name}'")
            wire = wire | wire_of(raw, made.value, self._means.sampler.canon.dialect)
        return wire

    def _body(self, resources: Mapping[str, Resource], *, draws: bool) -> Mapping[str, Any]:
        """The keywords of `requests` for the body; none where the operation has none."""
        action, body = self._action, self._action.body
        if body is None:
            return {}
        fill = self._filled(resources)
        self._drawn = self._drawing.bodies(fill) if draws else ()
        self._conflicts.begin()
        also = (*self._unique, *self._conflicts.unique)
        wish = Wish(unique=self._conflicts.own, fill=fill, optional=self._wording.optional, also=also)
        if action.role in _CHANGING and not self._drawn:
            wish = self._another(wish, body.schema, resources)
        made = self._means.sampler.sample(body.schema, wish, examples=self._drawn)
        if isinstance(made, Made):
            made = Made(value=self._kept(made.value, resources))
        value = self._means.supply(action.name, made.value if isinstance(made, Made) else None)
        self._supplied = value is not None
        if value is None:
            if isinstance(made, Unmade):
                raise self._unmade(made, "the body")
            value = made.value
        files = self._means.sampler.files(body.schema)
        payload = payload_of(body.media_type, value, files=files)
        if isinstance(payload, Unmade):
            raise self._unmade(payload, "the body")
        return payload.arguments

    def _another(self, wish: Wish, schema: Mapping[str, object], resources: Mapping[str, Resource]) -> Wish:
        """The wish for values of which the subject has as few as possible already."""
        known = resources[self._action.subject].data if self._action.subject is not None else {}

        def kept(turn: int) -> int:
            made = self._means.sampler.sample(schema, replace(wish, n=turn, unique=str))
            fields = made.value if isinstance(made, Made) and isinstance(made.value, Mapping) else {}
            # A null may mean that nothing is to be changed: what leaves it out and what takes it are both common.
            return sum(1 for name, one in fields.items() if one is None or (name in known and known[name] == one))

        return replace(wish, n=min(_TURNS, key=kept))

    def _filled(self, resources: Mapping[str, Resource]) -> dict[str, object]:
        """What other resources give to the body, by its place there."""
        action = self._action
        fill: dict[str, object] = {
            taken.reference.pointer: resources[taken.name].id for taken in self._takes if taken.reference is not None
        }
        if action.body_id is not None and action.subject is not None:
            fill[f"/{action.body_id}"] = resources[action.subject].id
        return fill

    def _kept(self, value: object, resources: Mapping[str, Resource]) -> object:
        """The body, without what a plainer wording leaves out, and with the names that the subject has.

        Whoever changes the field that a path is made of renames what the path leads to.
        """
        action, body = self._action, self._action.body
        if not isinstance(value, Mapping) or body is None:
            return value
        plain = value if self._drawn else {name: one for name, one in value.items() if self._wording.says(name, one)}
        if plain != value and self._means.sampler.accepts(body.schema, plain):
            value = plain
        if action.role not in _CHANGING or action.subject is None:
            return value
        subject = resources[action.subject]
        own = {
            bound.field: lookup(subject.data, bound.field) for bound in action.bindings if bound.role == action.subject
        }
        own = {**own, self._type.id_field: subject.id}
        return {name: own[name] if own.get(name) is not None else one for name, one in value.items()}

    def _unmade(self, unmade: Unmade, what: str) -> DefinitionError:
        place = f" at {unmade.pointer}" if unmade.pointer else ""
        return DefinitionError(
            Problem(
                where=f"{self._action.method} {self._action.path}",
                what=f"no valid value can be made for {what}{place}",
                known=unmade.reason,
                remedy=f"supply it with the hook {HOOK}, or add an example to the schema",
            )
        )

    def _shown(self, response: Any, chosen: str) -> object:
        """The response; what stands in an envelope of its own, or only in a header, is taken out of it."""
        if not 200 <= response.status_code < 300:
            return response
        action, type_ = self._action, self._type
        body = _json(response)
        if action.role is Role.CREATE:
            inner = self._inner(body)
            if resource_body(inner, type_.id_field, type_.name) is not None:
                return response if inner is body else inner
            return chosen or self._located(response) or response
        if action.role is Role.LIST and list_path(body, type_.name) is None:
            inner = self._inner(body)
            return inner if isinstance(inner, list) else response
        inner = self._inner(body)
        return response if inner is body or not isinstance(inner, Mapping) else inner

    def _located(self, response: Any) -> str:
        """The id in the address of what was made, where that is in the place of its kind; empty elsewhere.

        An accepted export may point to a job: that is not what was made, and not ours to destroy.
        """
        address = urlsplit(response.headers.get("Location", "")).path.rstrip("/")
        place, _, name = address.rpartition("/")
        asked = urlsplit(str(response.url)).path.rstrip("/")
        return unquote(name) if response.status_code == 201 and asked.endswith(place) and place else ""

    def _inner(self, body: object) -> object:
        envelope = self._action.envelope
        found = lookup(body, envelope) if envelope else None
        return body if found is None else found


def _json(response: Any) -> object:
    try:
        return response.json() if response.content else None
    except ValueError:
        return None
