"""Filters: which operations of a document take part, chosen before anything is derived."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from ...errors import DefinitionError, Problem, unknown_name
from .derivation import Derivation
from .derive import is_losing
from .document import METHODS, Document, Operation


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Operations by id (or derived name), by path (a glob, ``/users/*``), by tag or by method; any of them counts."""

    ids: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.ids or self.paths or self.tags or self.methods)

    def holds(self, operation: Operation) -> bool:
        """True for an operation that one of the filters names."""
        return any(test(operation, value) for _, values, test in self._filters() for value in values)

    def problems(self, document: Document) -> Iterable[Problem]:
        """A problem for each filter that names nothing in the document."""
        for noun, values, test in self._filters():
            for value in values:
                if not any(test(operation, value) for operation in document.operations):
                    yield unknown_name(
                        where=document.where,
                        what=f"the filter {noun} '{value}' matches no operation",
                        noun=f"{noun}s",
                        name=value,
                        known=_known(noun, document),
                    )

    def _filters(self) -> tuple[tuple[str, tuple[str, ...], Callable[[Operation, str], bool]], ...]:
        return (
            ("id", self.ids, lambda operation, value: value in (operation.id, operation.name)),
            ("path", self.paths, lambda operation, value: fnmatchcase(operation.path, value)),
            ("tag", self.tags, lambda operation, value: value in operation.tags),
            ("method", self.methods, lambda operation, value: operation.method == value.lower()),
        )


def selection(words: Iterable[str]) -> Selection:
    """The selection that words mean: methods (``GET``), paths (``/users/*``), tags (``tag:admin``), or else ids."""
    given = tuple(words)
    methods = tuple(word for word in given if word.lower() in METHODS)
    paths = tuple(word for word in given if word.startswith("/"))
    tags = tuple(word for word in given if word.startswith(_TAG))
    rest = tuple(word for word in given if word not in {*methods, *paths, *tags})
    return Selection(ids=rest, paths=paths, methods=methods, tags=tuple(tag.removeprefix(_TAG) for tag in tags))


_TAG = "tag:"


def select(
    document: Document,
    *,
    include: Selection = Selection(),
    exclude: Selection = Selection(),
    destructive: bool = True,
) -> Document:
    """The document with those operations only: all that are included, without the excluded ones.

    ``destructive=False`` leaves out DELETE and what sounds as if something were lost. Raises DefinitionError for a
    filter that names nothing; it tells what is known.
    """
    problems = [*include.problems(document), *exclude.problems(document)]
    if problems:
        raise DefinitionError(problems)
    kept = tuple(
        operation
        for operation in document.operations
        if (not include or include.holds(operation))
        and not (exclude and exclude.holds(operation))
        and (destructive or not is_losing(operation))
    )
    return replace(document, operations=kept)


def only(derivation: Derivation, document: Document) -> Derivation:
    """The derivation with the actions of those operations only.

    Derived from the whole document: what an operation that is left out shows of the others stays known.
    """
    kept = {operation.label for operation in document.operations}
    return replace(
        derivation,
        actions=tuple(action for action in derivation.actions if action.operation.label in kept),
        leftovers=tuple(one for one in derivation.leftovers if one.operation.label in kept),
        filtered=tuple(one.label for one in derivation.document.operations if one.label not in kept),
    )


def _known(noun: str, document: Document) -> Iterable[str]:
    found: dict[str, list[str]] = {
        "id": [operation.id or operation.name for operation in document.operations],
        "path": [operation.path for operation in document.operations],
        "tag": [tag for operation in document.operations for tag in operation.tags],
        "method": [method for method in METHODS if any(one.method == method for one in document.operations)],
    }
    known = list(dict.fromkeys(found[noun]))
    return known if len(known) <= _SHOWN else [*known[:_SHOWN], f"… {len(known) - _SHOWN} more"]


_SHOWN = 40
