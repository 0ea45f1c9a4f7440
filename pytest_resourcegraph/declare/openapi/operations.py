"""From path items to operations: parameters merged, bodies and responses in the form of version 3."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .document import METHODS, Annotation, Body, Operation, OperationLink, Parameter, Response
from .refs import Refs
from .resource_names import template_of
from .words import identifier, unique_name


def operations_of(raw: Mapping[str, Any], version: str, refs: Refs, notes: list[str]) -> tuple[Operation, ...]:
    """The operations of a document in its order; what is odd is added to ``notes``."""
    found: list[Operation] = []
    taken: set[str] = set()
    ids: dict[str, str] = {}
    for path, stated in raw["paths"].items():
        item = refs.follow(stated)
        if not isinstance(path, str) or not path.startswith("/"):
            if not str(path).startswith("x-"):
                notes.append(f"'{path}' is no path and was left out")
            continue
        for method in METHODS:
            value = refs.follow(item.get(method))
            if value or method in item:
                reading = Reading(raw, version, refs, path, method, item, value)
                operation = reading.operation(taken)
                if operation.id and operation.id in ids:
                    notes.append(f"operation id '{operation.id}' stands twice: {ids[operation.id]}, {operation.label}")
                ids.setdefault(operation.id, operation.label)
                taken.add(operation.name)
                found.append(operation)
    return tuple(found)


class Reading:
    """One operation as it is read."""

    def __init__(
        self,
        raw: Mapping[str, Any],
        version: str,
        refs: Refs,
        path: str,
        method: str,
        item: Mapping[str, Any],
        value: Mapping[str, Any],
    ) -> None:
        self.raw, self.version, self.refs = raw, version, refs
        self.path, self.method, self.item, self.value = path, method, item, value

    def operation(self, taken: Iterable[str]) -> Operation:
        """The operation, under a name that is not taken yet."""
        said = self.value.get("operationId")
        operation_id = said.strip() if isinstance(said, str) else ""
        parameters = self._parameters()
        pointer = self.path.replace("~", "~0").replace("/", "~1")
        return Operation(
            name=unique_name(identifier(operation_id or f"{self.method} {self.path}"), taken),
            id=operation_id,
            method=self.method,
            path=self.path,
            template=template_of(self.path, operation_id),
            pointer=f"#/paths/{pointer}/{self.method}",
            tags=tuple(tag for tag in _list(self.value.get("tags")) if isinstance(tag, str)),
            summary=str(self.value.get("summary") or self.value.get("description") or ""),
            deprecated=self.value.get("deprecated") is True,
            parameters=tuple(_parameter(one) for one in parameters if one.get("in") not in ("body", "formData")),
            body=self._body() if self.version != "2.0" else _old_body(parameters, self._media("consumes")),
            responses=dict(self._responses()),
            security=self._security(),
            annotations=tuple(self._annotations()),
        )

    def _parameters(self) -> list[Mapping[str, Any]]:
        merged: dict[tuple[object, object], Mapping[str, Any]] = {}
        for one in (*_list(self.item.get("parameters")), *_list(self.value.get("parameters"))):
            opened = self.refs.follow(one)
            if isinstance(opened.get("name"), str) and isinstance(opened.get("in"), str):
                merged[opened["name"], opened["in"]] = opened
        return list(merged.values())

    def _media(self, key: str) -> str:
        said = self.value.get(key, self.raw.get(key))
        return nearest_to_json([one for one in _list(said) if isinstance(one, str)] or ["application/json"])

    def _body(self) -> Body | None:
        body = self.refs.follow(self.value.get("requestBody"))
        content = _content(body)
        if not content:
            return None
        media = nearest_to_json(content)
        schema = _mapping(_mapping(content[media]).get("schema"))
        return Body(media_type=media, schema=schema, required=body.get("required") is True)

    def _responses(self) -> Iterator[tuple[str, Response]]:
        for key, stated in _mapping(self.value.get("responses")).items():
            status, response = str(key).upper().replace("DEFAULT", "default"), self.refs.follow(stated)
            if status.startswith("X-"):
                continue
            content, media, schema = _content(response), "", None
            if content:
                media = nearest_to_json(content)
                schema = _mapping(content[media]).get("schema")
            elif self.version == "2.0" and "schema" in response:
                media, schema = self._media("produces"), response["schema"]
            links = tuple(self._links(_mapping(response.get("links"))))
            shape = schema if isinstance(schema, Mapping) else None
            yield status, Response(status=status, media_type=media, schema=shape, links=links)

    def _links(self, links: Mapping[str, Any]) -> Iterator[OperationLink]:
        for name, stated in links.items():
            link = self.refs.follow(stated)
            target = link.get("operationId") or link.get("operationRef")
            values = _mapping(link.get("parameters")).items()
            if isinstance(target, str):
                yield OperationLink(
                    name=str(name), target=target, parameters={str(key): str(value) for key, value in values}
                )

    def _annotations(self) -> Iterator[Annotation]:
        said = (*_list(self.raw.get("x-restler-global-annotations")), *_list(self.item.get("x-restler-annotations")))
        for one in (*said, *_list(self.value.get("x-restler-annotations"))):
            entry = _mapping(one)
            endpoint, parameter = entry.get("producer_endpoint"), entry.get("consumer_param")
            if isinstance(endpoint, str) and isinstance(parameter, str):
                yield Annotation(
                    producer_method=str(entry.get("producer_method", "POST")).lower(),
                    producer_endpoint=endpoint,
                    producer_field=str(entry.get("producer_resource_name", "id")),
                    parameter=parameter,
                )

    def _security(self) -> tuple[tuple[str, ...], ...]:
        said = self.value.get("security", self.raw.get("security"))
        return tuple(tuple(map(str, one)) for one in _list(said) if isinstance(one, Mapping))


def nearest_to_json(media: Iterable[str]) -> str:
    """Of several media types the one to speak: JSON, then its relatives, then forms, then whatever is first."""

    def rank(name: str) -> int:
        plain = name.partition(";")[0].strip().lower()
        if plain in ("application/json", "text/json"):
            return 0
        if plain.endswith("+json"):
            return 1
        return {"*/*": 2, "application/x-www-form-urlencoded": 3, "multipart/form-data": 4}.get(plain, 5)

    return min(media, key=rank)


def _old_body(parameters: Iterable[Mapping[str, Any]], media: str) -> Body | None:
    """The body of version 2: one parameter, or the fields of a form as an object."""
    for one in parameters:
        if one.get("in") == "body":
            return Body(media_type=media, schema=_mapping(one.get("schema")), required=one.get("required") is True)
    form = [one for one in parameters if one.get("in") == "formData"]
    if not form:
        return None
    files = any(one.get("type") == "file" for one in form)
    required = [str(one["name"]) for one in form if one.get("required") is True]
    schema = {
        "type": "object",
        "properties": {one["name"]: _field(one) for one in form},
        **({"required": required} if required else {}),
    }
    media = "multipart/form-data" if files or media == "multipart/form-data" else "application/x-www-form-urlencoded"
    return Body(media_type=media, schema=schema, required=bool(required))


def _field(parameter: Mapping[str, Any]) -> Mapping[str, Any]:
    """What version 2 says of a parameter, as a schema."""
    rest = {key: value for key, value in parameter.items() if key not in ("name", "in", "required")}
    return {**rest, "type": "string", "format": "binary"} if rest.get("type") == "file" else rest


def _parameter(one: Mapping[str, Any]) -> Parameter:
    schema = one.get("schema")
    if not isinstance(schema, Mapping):
        media = next(iter(_content(one).values()), None)
        schema = _mapping(_mapping(media).get("schema")) if media is not None else _field(one)
    required = one.get("required") is True or one["in"] == "path"
    return Parameter(name=one["name"], where=one["in"], required=required, schema=schema)


def _content(value: Mapping[str, Any]) -> Mapping[str, Any]:
    return {str(key): media for key, media in _mapping(value.get("content")).items()}


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
