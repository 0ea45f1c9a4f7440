"""Run the state machine until an assertion of it fails: ``run_machine.py SEED FINDINGS``, with SERVICE_URL set.

Writes one line to FINDINGS when that happens. There is no phase before generation (no database) and none after it: what
shrinking costs comes on top for a user, and is not counted here for anybody.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import requests
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

sys.path.insert(0, str(Path(__file__).resolve().parent))

import machine


class Watched(machine.Service):
    """The user's machine; the end of an example is told with its failure."""

    findings: Path
    number = 0

    def teardown(self) -> None:
        """Write down a failed assertion, and stop the process as a run with ``-x`` stops."""
        failed = sys.exc_info()[1]
        if isinstance(failed, requests.RequestException):
            os._exit(2)  # no answer at all: nothing was found, and nothing more can be
        self._end_on(failed)
        try:
            super().teardown()
        except AssertionError as error:
            self._end_on(error)

    def _end_on(self, error: BaseException | None) -> None:
        if isinstance(error, (AssertionError, KeyError)):
            line = {"number": self.number, "identity": f"{error}"[:200]}
            self.findings.write_text(json.dumps(line) + "\n", encoding="utf-8")
            os._exit(1)


def _numbered(answer: requests.Response, *args: object, **settings: object) -> None:
    Watched.number = int(answer.headers.get("x-request-number", 0))


def main(number: int, findings: Path) -> None:
    """Search until the service stops answering, or the first failure."""
    Watched.findings = findings
    machine.SESSION.hooks["response"].append(_numbered)
    factory: Callable[[], Watched] = seed(number)(lambda: Watched())
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        factory,
        settings=settings(
            max_examples=10**6, phases=[Phase.generate], database=None, deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
