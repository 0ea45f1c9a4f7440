"""Bodies that are drawn, as fuzzing does: any that the schema accepts, but for what is known to mean something else."""

from collections.abc import Callable, Iterator, Mapping

from ...model.unique import drawn_from
from .data.sample import Sampler
from .derivation import DerivedAction, DerivedType


class Drawing:
    """Draws the bodies of one operation. The library is loaded when the first one is drawn."""

    def __init__(self, action: DerivedAction, type_: DerivedType, sampler: Sampler) -> None:
        self._action = action
        self._type = type_
        self._sampler = sampler
        self._draw: Callable[[str], tuple[object, ...]] | None = None

    def bodies(self, filled: Mapping[str, object]) -> tuple[object, ...]:
        """The body for the step that is taken, to be finished; none where this sequence draws none.

        ``filled`` are the places to which something is put in any case. Raises DefinitionError without the library.
        """
        body = self._action.body
        seed = drawn_from(self._action.name) if body is not None else ""
        if body is None or not seed:
            return ()
        if self._draw is None:
            from .data.fuzz import drawer

            self._draw = drawer(self._sampler, body.schema)
        return tuple(self._plain(one, body.schema, filled) for one in self._draw(seed))

    def _plain(self, value: object, schema: Mapping[str, object], filled: Mapping[str, object]) -> object:
        """Without what would name a resource that there is not, or say a state, where the schema lets it be."""
        if not isinstance(value, Mapping):
            return value
        for name in self._meant(filled):
            less = {key: one for key, one in value.items() if key != name}
            if self._sampler.accepts(schema, less):
                value = less
        return value

    def _meant(self, filled: Mapping[str, object]) -> Iterator[str]:
        for reference in self._action.references:
            if reference.pointer not in filled:
                yield reference.pointer.split("/")[1]
        if self._type.lifecycle is not None:
            yield self._type.lifecycle.field
