"""Writes a finding as files that repeat it without the plugin: a shell script, a pytest file, and the sequence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Sequence as Several
from pathlib import Path
from typing import TYPE_CHECKING

from ..events.facts import Exchanged
from ..plan.document import to_document

if TYPE_CHECKING:
    import pytest

    from ..events.facts import Event
    from ..model.schema import Schema
    from ..plan.plan import Sequence
    from .session import Session

OFF = "off"


def folder(session: Session) -> Path | None:
    """Where exports go: as the option says, else into the cache of pytest; None where there is none."""
    said = session.settings.exports
    if said == OFF:
        return None
    if said:
        return session.config.invocation_params.dir / said
    cache = getattr(session.config, "cache", None)
    return Path(cache.mkdir("resourcegraph")) if cache is not None else None


def export(
    session: Session, item: pytest.Item, schema: Schema, sequence: Sequence, events: Several[Event]
) -> Mapping[str, Path]:
    """Write the files of one finding; gives their paths by what they are. What cannot be written ends nothing."""
    place = folder(session)
    if place is None:
        return {}
    # Imported here because only a run that finds something writes anything.
    from ..declare.yaml_file import dump_yaml
    from ..report.exports.pytest_file import pytest_file
    from ..report.exports.shell import shell_script

    name = _stem(item)
    document = to_document(schema, sequence)
    texts = {"steps": (f"{name}.yaml", dump_yaml(document))}
    if any(isinstance(event.fact, Exchanged) and event.fact.exchange.url.startswith("http") for event in events):
        # Only what went over HTTP can be sent again without the client of the suite.
        sent = {
            "curl": (f"{name}.sh", shell_script(events)),
            "test": (f"test_{name}.py", pytest_file(events)),
        }
        texts = {**sent, **texts}
    try:
        place.mkdir(parents=True, exist_ok=True)
        for file, text in texts.values():
            (place / file).write_text(text, encoding="utf-8")
    except OSError:
        return {}
    return {kind: place / file for kind, (file, _) in texts.items()}


def _stem(item: pytest.Item) -> str:
    """The name of the files: the folder of the declarations, and the number of the sequence or its name."""
    number = re.match(r"S\d+(?=-)", item.name)
    folder, root = item.path.parent, item.config.rootpath
    place = folder.relative_to(root).parts if folder.is_relative_to(root) else ()
    words = "_".join([*(place or (folder.name,)), number.group() if number else item.name])
    return re.sub(r"\W+", "_", words).strip("_").lower()[-80:].strip("_")
