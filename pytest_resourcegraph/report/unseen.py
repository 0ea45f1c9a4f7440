"""State fields that no answer has shown: a misspelt one would be compared with nothing, and nobody would know."""

from collections.abc import Iterable, Mapping

from ..events.facts import Planned


class Unseen:
    """The state fields that are still to be seen. Once all were, an exchange costs nothing more."""

    def __init__(self) -> None:
        self._sought: dict[str, set[str]] = {}
        self._known: set[tuple[str, str]] = set()
        self._made: set[str] = set()
        self._any = False

    def expect(self, plan: Planned) -> None:
        """Begin to look for the state fields of a plan."""
        for type_name, field in plan.state_fields:
            if (type_name, field) not in self._known:
                self._known.add((type_name, field))
                self._sought.setdefault(field.rpartition(".")[2], set()).add(f"{type_name}\0{field}")

    def look(self, body: object) -> None:
        """Take in the body of an answer."""
        if not self._sought:
            return
        sought = frozenset(self._sought)
        if isinstance(body, str):  # too long to be kept whole, or no JSON
            found: Iterable[str] = [name for name in sought if name in body]
        else:
            self._any = self._any or isinstance(body, (Mapping, list))
            found = _names(body, sought)
        for name in found:
            self._sought.pop(name, None)

    def made(self, type_name: str) -> None:
        """A resource of the type was made, so that an answer might have shown its state."""
        self._made.add(type_name)

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """(type, field) for each that no answer had, of types of which there was one; none where no answer is known."""
        pairs = (entry.split("\0") for entries in self._sought.values() for entry in sorted(entries))
        return tuple((type_name, field) for type_name, field in pairs if self._any and type_name in self._made)


def _names(body: object, sought: frozenset[str]) -> Iterable[str]:
    """The names among those sought that some object in the body has."""
    waiting = [body]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Mapping):
            yield from sought & here.keys()
            waiting += here.values()
        elif isinstance(here, list):
            waiting += here
