"""A hook of Schemathesis that writes down each failure when it happens; it drops none."""

import json
import os
from pathlib import Path
from typing import Any

import schemathesis


@schemathesis.hook  # type: ignore[untyped-decorator]
def filter_failure(context: Any, failure: Any, case: Any, response: Any) -> bool:
    """Tell check, operation and the number of the request. Nothing is filtered."""
    number = (response.headers.get("x-request-number") or ["0"])[0]
    line = {"number": int(number), "identity": f"{type(failure).__name__} {failure.operation}"}
    with Path(os.environ["FINDINGS"]).open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
    return True
