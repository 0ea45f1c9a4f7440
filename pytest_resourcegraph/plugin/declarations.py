"""Which declarations hold where: those of the conftest.py files above, scoped as fixtures are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Protocol

import pytest

from ..declare.builder import Builder
from ..declare.module import declared_in
from ..declare.override import FILE
from .actors import names_at
from .document import built_at
from .session import session_of

if TYPE_CHECKING:
    from ..model.origin import Origin
    from ..model.schema import Schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """The names of the types, actions and regressions that a folder adds or overrides."""

    types: frozenset[str]
    actions: frozenset[str]
    regressions: frozenset[str] = frozenset()


class Declared(Protocol):
    """What knows where it was declared."""

    @property
    def origin(self) -> Origin:
        """The place."""


_SCHEMAS: pytest.StashKey[dict[tuple[str, ...], Schema]] = pytest.StashKey()
_NEVER: pytest.StashKey[dict[tuple[str, ...], Mapping[str, str]]] = pytest.StashKey()


def declaring_modules(config: pytest.Config, path: Path) -> list[ModuleType]:
    """The plugins and the conftest.py files at or above ``path`` that declare something, the outermost first."""
    modules = (plugin for plugin in config.pluginmanager.get_plugins() if isinstance(plugin, ModuleType))
    found = [module for module in modules if _holds(module, path) and declared_in(module)]
    return sorted(found, key=lambda module: (_depth(module), str(module.__file__)))


def add_declared(config: pytest.Config, builder: Builder, path: Path) -> None:
    """Add what is declared for ``path``; an inner conftest.py overrides an outer one, as with fixtures."""
    for module in declaring_modules(config, path):
        builder.layer()
        builder.extend(declared_in(module))


def schema_at(node: pytest.Collector | pytest.Item, path: Path) -> Schema:
    """What is declared for the folder ``path``. Raises DefinitionError with everything that is wrong with it."""
    config = node.config
    known = config.stash.setdefault(_SCHEMAS, {})
    place = _place(config, path)
    if place not in known:
        session = session_of(config)
        builder = Builder(defaults=session.settings.defaults)
        builder.actors(names_at(node))
        built = built_at(config)
        if built is not None:
            builder.derive(built.types, built.actions)
        node.ihook.pytest_resourcegraph_declare(config=config, builder=builder, path=path)
        for file in _override_files(config, path):
            # Imported here because only who has such a file needs to read YAML.
            from ..declare.overrides import read_overrides

            builder.override(read_overrides(file))
        known[place] = builder.build()
        config.stash.setdefault(_NEVER, {})[place] = dict(builder.omitted)
    return known[place]


def omitted_at(node: pytest.Collector | pytest.Item, path: Path) -> tuple[tuple[str, str], ...]:
    """The operations of the document that are never called from what is declared for ``path``, with the reason."""
    built = built_at(node.config)
    if built is None:
        return ()
    schema_at(node, path)
    never = node.config.stash[_NEVER][_place(node.config, path)]
    called = {built.operations[name] for name in built.operations if name not in never}
    more = {built.operations[name]: why for name, why in never.items() if built.operations[name] not in called}
    return (*built.omitted, *more.items())


def _place(config: pytest.Config, path: Path) -> tuple[str, ...]:
    return (str(path), *(str(module.__file__) for module in declaring_modules(config, path)))


def schemas_of(config: pytest.Config) -> Iterable[Schema]:
    """All that was asked for so far."""
    return config.stash.get(_SCHEMAS, {}).values()


def _override_files(config: pytest.Config, path: Path) -> list[Path]:
    """The files that say otherwise what is declared, from the root down to ``path``."""
    root = config.rootpath
    folders = [folder for folder in (path, *path.parents) if folder == root or root in folder.parents]
    return [folder / FILE for folder in reversed(folders or [path]) if (folder / FILE).is_file()]


def declares(config: pytest.Config, folder: Path) -> bool:
    """True where the conftest.py of this very folder declares something."""
    return any(Path(module.__file__ or "") == folder / "conftest.py" for module in declaring_modules(config, folder))


def declared_here(node: pytest.Collector, folder: Path) -> Own | None:
    """What the schema of the folder has and that of the folder above has not; None where that is all.

    The goals of an outer conftest.py are covered by its own sequences, and not again in every folder below.
    """
    if not declaring_modules(node.config, folder.parent):
        return None
    above, here = schema_at(node, folder.parent), schema_at(node, folder)
    return Own(
        types=_other(here.types, above.types), actions=_other(here.actions, above.actions),
        regressions=_other(here.regressions, above.regressions),
    )  # fmt: skip


def _other(here: Mapping[str, Declared], above: Mapping[str, Declared]) -> frozenset[str]:
    # Calls are not compared: the origin tells what overrides another of the same shape.
    return frozenset(
        name
        for name, one in here.items()
        if name not in above or (above[name], above[name].origin) != (one, one.origin)
    )


def _holds(module: ModuleType, path: Path) -> bool:
    file = Path(module.__file__ or "")
    return file.name != "conftest.py" or path == file.parent or file.parent in path.parents


def _depth(module: ModuleType) -> int:
    file = Path(module.__file__ or "")
    return len(file.parts) if file.name == "conftest.py" else 0
