"""The OpenAPI document of a run: where it comes from, and what is declared by it."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from ..declare.module import declared_in
from ..errors import Problem, TransportError
from .controller import worker_input
from .files import files_at
from .session import session_of

if TYPE_CHECKING:
    from ..declare.openapi.build import Built

BUILT: pytest.StashKey[Built] = pytest.StashKey()
PATH: pytest.StashKey[Path] = pytest.StashKey()
SENT = "resourcegraph_document"
_APP = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*")


def document_path(config: pytest.Config) -> Path | None:
    """The file of the document, which the controller has fetched or made where it is none; None without a document."""
    said = session_of(config).settings.openapi
    if not said:
        return None
    if PATH not in config.stash:
        sent = worker_input(config, SENT)
        config.stash[PATH] = Path(sent) if sent else _found(config, said)
        files_at(config, config.stash[PATH])  # that one is not there is to be known now
    return config.stash[PATH]


def built_at(config: pytest.Config) -> Built | None:
    """What the document declares; None without one. Raises DefinitionError where it cannot be read."""
    path = document_path(config)
    if path is None:
        return None
    if BUILT not in config.stash:
        # Imported here because reading documents takes much that a run without one does not need.
        from .deriving import derived

        config.stash[BUILT] = derived(config, path)
    return config.stash[BUILT]


def ask_for(config: pytest.Config) -> None:
    """Have the document collected where it is not among what was asked for, unless single tests were."""
    path = document_path(config)
    if path is None or is_joined(config):
        return
    folder = config.invocation_params.dir
    asked = [folder / argument.partition("::")[0] for argument in config.args]
    within = any(one == path or one in path.parents for one in asked)
    if not within and not all(one.is_file() for one in asked):
        config.args.append(str(path))


def is_joined(config: pytest.Config) -> bool:
    """Whether a conftest.py declares something: it has what the document says as well, and is planned instead."""
    modules = (plugin for plugin in config.pluginmanager.get_plugins() if isinstance(plugin, ModuleType))
    return any(Path(module.__file__ or "").name == "conftest.py" and declared_in(module) for module in modules)


def is_ignored(config: pytest.Config, path: Path) -> bool | None:
    """Whether a path is left out of the collection: of the cache, where fetched documents are kept, all but that.

    None for what lies elsewhere. pytest itself would not look into the cache.
    """
    document = document_path(config)
    if document is None or document.parent != _kept_in(config):
        return None
    hidden = next((one for one in document.parents if one.name.startswith(".")), document.parent)
    if path == document or path in (document.parent, hidden) or (path in document.parents and hidden in path.parents):
        return False
    return True if hidden in path.parents else None


def _found(config: pytest.Config, said: str) -> Path:
    folder = config.invocation_params.dir
    if said.startswith(("http://", "https://")):
        return _kept(config, _fetched(config, said))
    if _APP.fullmatch(said) and not (folder / said).exists():
        return _kept(config, json.dumps(_of_app(said)))
    path = (folder / said).resolve()
    if not path.is_file():
        raise _usage(
            f"--resource-graph-openapi={said} is no file",
            f"looked in {folder}",
            "give a file, a URL, or an app as package.module:name",
        )
    return path


def _kept(config: pytest.Config, text: str) -> Path:
    """The text as a file, always the same one: workers and the next run find it, and its items keep their names."""
    path = _kept_in(config) / "openapi.json"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise _usage(
            f"the document cannot be kept in {path}: {error.strerror}",
            "a document that was fetched is written down, for workers and for the next run",
            "name another folder with the ini value cache_dir, or save the document and give the file",
        ) from None
    return path


def _kept_in(config: pytest.Config) -> Path:
    """The folder for documents that are no files: in the cache, without one in a folder of our own."""
    cache = getattr(config, "cache", None)
    return Path(cache.mkdir("resourcegraph")) if cache is not None else config.rootpath / ".resourcegraph"


def _fetched(config: pytest.Config, url: str) -> str:
    from ..engine.http import HttpClient

    session = session_of(config)
    settings, shown = session.settings, session.secrets.url(url)
    # Credentials are for the service, and not for whoever publishes its document.
    ours = urlsplit(url)[:2] == urlsplit(settings.url)[:2]
    headers = dict(settings.headers) if ours else {}
    client = HttpClient(url, headers=headers, timeout=settings.timeout, secrets=session.secrets)
    remedy = "look at the URL, or save the document and give the file"
    try:
        response = client.get(url)
    except TransportError as error:
        raise _usage(
            f"the document cannot be fetched: {error.problems[0].what}", error.problems[0].known, remedy
        ) from None
    finally:
        client.close()
    if response.status_code != 200:
        with_what = "with the headers of --resource-graph-header" if ours else "without headers: it is on another host"
        known = f"the document is fetched once, {with_what}"
        raise _usage(f"{shown} answered {response.status_code}, and not with a document", known, remedy)
    return response.content.decode("utf-8", "replace")


def _of_app(said: str) -> Mapping[str, Any]:
    """The document of an app that can tell it, as FastAPI's can: ``package.module:app``."""
    module, _, name = said.partition(":")
    try:
        app = getattr(importlib.import_module(module), name)
        document = app.openapi() if callable(getattr(app, "openapi", None)) else app
    except Exception as error:  # noqa: BLE001 - importing somebody's application may raise anything
        raise _usage(
            f"--resource-graph-openapi={said} cannot be asked: {type(error).__name__}: {error}",
            f"imported {module}, to ask {name}.openapi()",
            "give it as package.module:name, from where it can be imported (see the ini value pythonpath)",
        ) from None
    if not isinstance(document, Mapping):
        raise _usage(
            f"--resource-graph-openapi={said} is no app with a document",
            f"it is {type(document).__name__}, without a method openapi()",
            "name an object with openapi(), or a mapping that is the document",
        )
    return document


def _usage(what: str, known: str, remedy: str) -> pytest.UsageError:
    return pytest.UsageError(str(Problem(what=what, known=known, remedy=remedy)))
