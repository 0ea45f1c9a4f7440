"""What the document of a run declares. Imported where there is one: it takes libraries that nothing else needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..declare.openapi.build import Built, build
from ..declare.openapi.calls import Means
from ..declare.openapi.data.dialect import Dialect
from ..declare.openapi.data.sample import Sampler
from ..declare.openapi.derive import derive
from ..declare.openapi.filters import only, select, selection
from ..declare.openapi.read import load_file
from .files import files_at
from .session import session_of

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from ..declare.openapi.document import Document
    from .session import Session


def derived(config: pytest.Config, path: Path) -> Built:
    """What the document in a file declares. Raises DefinitionError where it cannot be read, or drawn from."""
    session = session_of(config)
    if session.settings.fuzz:
        from ..declare.openapi.data import fuzz  # noqa: F401 - that it is not installed is to be known now
    document = load_file(path, given=files_at(config, path))
    derivation = only(derive(document), _selected(session, document))
    sampler = Sampler(Dialect.of(document.raw), _following(document))
    means = Means(
        sampler=sampler, base=document.base_path.rstrip("/"), url=session.settings.url,
        constants=session.settings.parameters,
        supply=lambda action, body: config.hook.pytest_resourcegraph_body(config=config, action=action, body=body),
    )  # fmt: skip
    return build(derivation, means)


def _selected(session: Session, document: Document) -> Document:
    settings = session.settings
    return select(
        document, include=selection(settings.include), exclude=selection(settings.exclude),
        destructive=not settings.safe,
    )  # fmt: skip


def _following(document: Document) -> Any:
    """Follows references; what leads nowhere raises, since it would allow everything otherwise."""

    def follow(value: Mapping[str, object]) -> Mapping[str, object]:
        found = document.refs.follow(value)
        if not found and "$ref" in value:
            raise LookupError(f"{value['$ref']} leads nowhere")
        return found

    return follow
