"""What the entry point puts on the configuration of every run. Cheap, as the entry point itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

OPEN: pytest.StashKey[Callable[[pytest.Config], None]] = pytest.StashKey()
"""Opens the session of the run; called when something first asks for it."""
