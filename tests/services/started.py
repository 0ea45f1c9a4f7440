"""Services in processes of their own, on free ports of this machine."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
_PATIENCE = 60.0


@contextmanager
def printing(script: str, *arguments: str) -> Iterator[str]:
    """The URL that a script of this folder prints when it listens; it is ended afterwards."""
    command = [sys.executable, str(HERE / script), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            url = process.stdout.readline().strip()
            assert url, f"{script} ended before it listened"
            yield url
        finally:
            process.kill()


@contextmanager
def jupyter(folder: Path, token: str) -> Iterator[str]:
    """The URL of a Jupyter Server whose files and settings are below the folder."""
    files, runtime = folder / "files", folder / "runtime"
    files.mkdir()
    (folder / "home").mkdir()
    own = {name: str(folder / name.lower()) for name in ("HOME", "JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR")}
    command = [
        sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root", "--ip=127.0.0.1", "--port=0",
        f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={files}", "--log-level=CRITICAL",
        "--FileContentsManager.delete_to_trash=False",  # there is no trash where there is no desktop
    ]  # fmt: skip
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command, stdout=log, stderr=log, env={**os.environ, **own, "JUPYTER_RUNTIME_DIR": str(runtime)}
        )
        with process:
            try:
                url = _announced(runtime, process)
                _wait(f"{url}api/status?token={token}")
                yield url.rstrip("/")
            finally:
                process.terminate()


def fetched(url: str, headers: Mapping[str, str] | None = None) -> str:
    """The text at a URL of this machine."""
    with urllib.request.urlopen(urllib.request.Request(url, headers=dict(headers or {})), timeout=30) as answer:
        return str(answer.read().decode())


def _announced(runtime: Path, process: "subprocess.Popen[bytes]") -> str:
    """The URL in the file that the server writes when it has chosen its port."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and process.poll() is None:
        for path in runtime.glob("jpserver-*.json"):
            try:
                return str(json.loads(path.read_text())["url"])
            except ValueError:
                continue  # it is being written
        time.sleep(0.1)
    raise AssertionError(f"the server has not begun to listen within {_PATIENCE} s")


def _wait(url: str) -> None:
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            fetched(url)
            return
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
