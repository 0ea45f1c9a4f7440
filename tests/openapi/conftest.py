"""The corpus of real documents, for tests that need it."""

import os
import shutil
from pathlib import Path

import pytest

from . import corpus as real


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of the unpacked corpus. Skips where it cannot be had; in CI only where there is no npm at all."""
    try:
        return real.fetched()
    except real.CorpusError as error:
        if os.environ.get("CI") and shutil.which("npm"):
            raise
        pytest.skip(str(error))
