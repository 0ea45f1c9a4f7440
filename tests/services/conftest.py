"""The services, started once for a module that asks for one. Without the extra `services` their tests are skipped."""

from collections.abc import Iterator

import pytest

from .started import jupyter, printing

TOKEN = "for-tests-only"


def _needs(*modules: str) -> None:
    for module in modules:
        pytest.importorskip(module, reason=f"{module} is not installed: pip install -e '.[services]'")


@pytest.fixture(scope="module")
def kinto() -> Iterator[str]:
    _needs("kinto")
    with printing("kinto_service.py") as url:
        yield url


@pytest.fixture(scope="module")
def jupyter_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    _needs("jupyter_server", "ipykernel")
    with jupyter(tmp_path_factory.mktemp("jupyter"), TOKEN) as url:
        yield url
