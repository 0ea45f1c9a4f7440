"""What a person read out of some documents of the corpus: resource types, their parents, and what operations do."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("labels")
ROLES = ("create", "read", "list", "update", "replace", "destroy", "action", "other")


def labels() -> dict[str, Mapping[str, Any]]:
    """The labels of every document, by the short name of the document. README.md in the folder says what they mean."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))}
