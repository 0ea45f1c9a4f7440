"""What the document says of the answers of an operation: status, media type and body of a success."""

from collections.abc import Mapping
from typing import Any

from ...events.exchange import tells
from ...model.action import Documents
from .data.canon import Canon
from .data.dialect import Dialect
from .data.made import Stuck
from .data.verify import Verifier
from .document import Document, Operation, Response


class Documented:
    """Compares answers with the document. Refusals are not compared: few documents list them all."""

    def __init__(self, document: Document, canon: Canon) -> None:
        self._document = document
        self._verifier = Verifier(canon=canon, formats=False, nulls=canon.dialect is Dialect.OPENAPI_20)

    def of(self, operation: Operation) -> Documents | None:
        """What tells what is wrong with an answer; None where the document says nothing of a success."""
        if not any(status[:1] == "2" or status == "default" for status in operation.responses):
            return None

        def documents(status: int, media_type: str, body: object) -> tuple[str, str] | None:
            return self._wrong(operation, status, media_type, body)

        return documents

    def _wrong(self, operation: Operation, status: int, media_type: str, body: object) -> tuple[str, str] | None:
        if not 200 <= status < 300:
            return None
        responses = operation.responses
        response = (
            responses.get(str(status)) or responses.get("2XX") or responses.get("2xx") or responses.get("default")
        )
        if response is None:
            known = ", ".join(sorted(one for one in responses if one[:1] == "2"))
            return f"status {status}", f"the status {status}, and the document knows {known}"
        wrong = _media_type(response, media_type)
        if wrong:
            return "media type", wrong
        return self._body(response, body)

    def _body(self, response: Response, body: object) -> tuple[str, str] | None:
        if response.schema is None or body is None or "json" not in response.media_type:
            return None
        try:
            fault = self._verifier.fault(self._verifier.canon.root(response.schema), body)
        except (Stuck, RecursionError):
            return None  # a schema that cannot be read says nothing
        if fault is None or self._is_write_only(response.schema, fault.message):
            return None
        if any(tells(part) for part in fault.at):
            return "body", "a body in which a secret does not fit its schema"
        place = ".".join(part for part in fault.at if not part.isdigit())
        return (
            f"body {place}".strip(),
            f"a body that does not fit its schema: {'.'.join(fault.at) or 'it'}: {fault.message}",
        )

    def _is_write_only(self, schema: Mapping[str, Any], message: str) -> bool:
        """Whether what is missing is a property that only requests have."""
        name = message.partition("' is a required property")[0].lstrip("'")
        properties = self._document.refs.follow(schema).get("properties", {})
        return bool(self._document.refs.follow(properties.get(name, {})).get("writeOnly"))


def _media_type(response: Response, media_type: str) -> str:
    """What is wrong with the media type; one of the same family is right."""
    wanted = response.media_type.partition(";")[0].strip().lower()
    seen = media_type.partition(";")[0].strip().lower()
    if not wanted or not seen or "*" in wanted or wanted == seen:
        return ""
    if "json" in wanted and "json" in seen:
        return ""
    return f"{seen}, and the document says {wanted}"
