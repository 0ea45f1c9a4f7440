"""Security: what the actors of a run have to bring."""

from collections.abc import Mapping
from typing import Any

from .derivation import Credential, Security
from .document import Document


def security_of(document: Document) -> Security:
    """The credentials that the operations of a document ask for, and how many operations ask for none."""
    counts = dict.fromkeys(document.schemes, 0)
    unasked = 0
    for operation in document.operations:
        if not operation.security or () in operation.security:
            unasked += 1
        for name in {name for alternative in operation.security for name in alternative}:
            counts[name] = counts.get(name, 0) + 1
    found = (_credential(name, document.schemes.get(name, {}), count) for name, count in counts.items())
    return Security(credentials=tuple(found), open=unasked)


def _credential(name: str, scheme: Mapping[str, Any], count: int) -> Credential:
    kind = str(scheme.get("type", "unknown"))
    where, header, example = "header", "Authorization", "Bearer <token>"
    if kind == "apiKey":
        where, header = str(scheme.get("in", "header")), str(scheme.get("name", "Authorization"))
        example = "<key>"
    elif kind == "basic" or (kind == "http" and str(scheme.get("scheme", "")).lower() == "basic"):
        kind, example = "basic", "Basic <base64 of user:password>"
    elif kind == "http":
        kind = str(scheme.get("scheme", "bearer")).lower()
        example = "Bearer <token>" if kind == "bearer" else f"{kind.capitalize()} <credentials>"
    elif kind == "mutualTLS":
        where, header, example = "connection", "", "<client certificate>"
    return Credential(scheme=name, kind=kind, where=where, name=header, example=example, operations=count)
