"""A run of the plugin from a document, and what came of it."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """The exit code, the last line about the resource graph, all lines, and the findings: check, action, kind."""

    code: int
    lines: tuple[str, ...]
    findings: frozenset[tuple[str, str, str]]

    @property
    def text(self) -> str:
        """What was printed."""
        return "\n".join(self.lines)


def ran(pytester: pytest.Pytester, document: str, url: str, *options: str) -> Ran:
    """Run the plugin on a document that is saved in the folder of the test, without shrinking."""
    events = Path("events.jsonl")
    events.unlink(missing_ok=True)
    result = pytester.runpytest_subprocess(
        "--resource-graph", f"--resource-graph-openapi={document}", f"--resource-graph-url={url}",
        f"--resource-graph-events={events}", "--resource-graph-shrink=0", "--resource-graph-exports=off", "-rs",
        *options,
    )  # fmt: skip
    facts = [json.loads(line) for line in events.read_text().splitlines()] if events.exists() else []
    found = frozenset((one["check"], one["action"], one["kind"]) for one in facts if one["fact"] == "Found")
    return Ran(code=int(result.ret), lines=tuple(result.outlines), findings=found)
