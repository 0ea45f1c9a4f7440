"""Names of types and actions: valid, unique, and as short as that allows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from .document import Operation
from .paths import HOLE, is_prefix
from .sighting import Sighting
from .words import identifier, noun_of, unique_name


def name_sightings(sightings: Sequence[Sighting]) -> dict[Sighting, str]:
    """The name of each type: its noun, with that of its parent or the literal above where several have it."""
    counts: dict[str, int] = {}
    for sighting in sightings:
        counts[sighting.noun] = counts.get(sighting.noun, 0) + 1
    names: dict[Sighting, str] = {}
    taken: set[str] = set()
    # The shortest path keeps the plain noun, where it has no parent to be told apart by.
    for sighting in sorted(sightings, key=lambda one: len(one.item or one.collection or ())):
        wanted = identifier(sighting.noun, "thing")
        if counts[sighting.noun] > 1:
            wanted = next((name for name in _told_apart(sighting, names) if name not in taken), wanted)
        names[sighting] = sighting.name = unique_name(wanted, taken)
        taken.add(sighting.name)
    return {sighting: names[sighting] for sighting in sightings}


def _told_apart(sighting: Sighting, names: Mapping[Sighting, str]) -> Iterator[str]:
    """Longer and longer names of a type whose noun others have too."""
    literal = _above(sighting)
    if sighting.parent is None:
        yield identifier(sighting.noun, "thing")
        yield identifier(f"{literal}_{sighting.noun}", "thing")
        return
    parent = names.get(sighting.parent, sighting.parent.noun)
    yield identifier(f"{parent}_{sighting.noun}", "thing")
    if literal != sighting.parent.noun:
        yield identifier(f"{parent}_{literal}_{sighting.noun}", "thing")


def name_actions(operations: Iterable[Operation], types: Iterable[str]) -> Mapping[Operation, str]:
    """The name of each action: that of its operation, unless a type has it: both are fixtures."""
    taken = set(types)
    operations = tuple(operations)
    own = {operation.name for operation in operations}
    found: dict[Operation, str] = {}
    for operation in operations:
        name = operation.name
        if name in taken:
            name = unique_name(f"{operation.method}_{name}", taken | own)
        taken.add(name)
        found[operation] = name
    return found


def _above(sighting: Sighting) -> str:
    """The nearest literal before the one that names the type."""
    literals = [part for part in (sighting.item or sighting.collection or ()) if part != HOLE and "{" not in part]
    before = [part for part in literals if not is_prefix(part)][:-1]
    return noun_of(before[-1]) if before else ""
