"""Kinto: its document alone is enough, every action is reached, and a correct service is silent."""

import base64

import pytest

from .ran import ran
from .started import fetched

WHO = "Basic " + base64.b64encode(b"somebody:secret").decode()


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_it_is_silent_and_whole(kinto: str, pytester: pytest.Pytester, seed: int):
    pytester.makefile(".json", openapi=fetched(f"{kinto}/v1/__api__"))
    done = ran(
        pytester, "openapi.json", kinto, f"--resource-graph-seed={seed}", f"--resource-graph-header=Authorization:{WHO}"
    )
    assert (done.code, done.findings) == (0, frozenset()), done.text
    assert "no findings; every action was reached and every planned sequence ran" in done.text
    assert "4 types, 24 actions" in done.text


def test_without_credentials_it_says_what_refused(kinto: str, pytester: pytest.Pytester):
    pytester.makefile(".json", openapi=fetched(f"{kinto}/v1/__api__"))
    done = ran(pytester, "openapi.json", kinto, "--resource-graph-seed=0")
    assert done.findings == frozenset(), done.text
    assert "create_bucket answered 401" in done.text
    assert "every action was reached" not in done.text
    assert "credentials are needed" in done.text
    assert "--resource-graph-header='Authorization:" in done.text
