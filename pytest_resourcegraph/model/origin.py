"""Where a declaration stands, for messages."""

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """A file and a line; prints as ``tests/conftest.py:12``, relative to the working directory where it is below."""

    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        if not self.file:
            return ""
        here = os.getcwd()
        below = self.file.startswith(here + os.sep)
        return f"{os.path.relpath(self.file, here) if below else self.file}:{self.line}"
