"""Parents: which type a type is below, from the places of its items, its creators and what its creator asks for."""

import re
from collections.abc import Iterator

from .document import Body
from .evidence import Evidence
from .paths import HOLE, Key, is_prefix, shown
from .places import Places
from .sighting import Sighting
from .words import noun_of, noun_of_field, snake, squashed, word_set, words_of

_ACTORS = word_set("user account owner author creator customer person tenant company organization")
_SAYS_ID = re.compile(r"\b(?:ids?|sids?|uuid|guid|identifier)\b", re.IGNORECASE)


class Parents:
    """Finds what each type is below. ``owner`` tells the type of any prefix of a path."""

    def __init__(self, places: Places, sightings: list[Sighting]) -> None:
        self._places = places
        self._sightings = sightings
        self._by_item = {item: sighting for sighting in sightings for item in sighting.items}
        self._collections = {key for sighting in sightings for key in sighting.collections if key[-1] == HOLE}
        self._by_noun: dict[str, list[Sighting]] = {}
        for sighting in sightings:
            self._by_noun.setdefault(sighting.noun, []).append(sighting)
        self._by_parameter = self._parameters()

    def _parameters(self) -> dict[str, Sighting]:
        """The type by what its item path calls its id, where that is a name of its own: no ``id``, ``shelfKey``."""
        found: dict[str, list[Sighting]] = {}
        for sighting in self._sightings:
            said = self._places.parameter(sighting.item) if sighting.item is not None else ""
            if noun_of_field(said):
                found.setdefault(squashed(said), []).append(sighting)
        return {said: sightings[0] for said, sightings in found.items() if len(sightings) == 1}

    def owner(self, prefix: Key) -> tuple[Sighting, float] | None:
        """The type whose item stands at a prefix, and how sure that is; by name where the place itself has nothing."""
        found = self._by_item.get(prefix)
        if found is not None:
            return found, 0.95
        listed = prefix in self._collections
        if self._places.operations(prefix) and not listed:
            return None
        if prefix == (HOLE,) or listed:
            said = self._places.parameter(prefix)
            tenant = self.named_by(said) if not is_prefix(said) else None
            return (tenant, 0.7) if tenant is not None else None
        if len(prefix) > 1 and prefix[-2] != HOLE and (*prefix, HOLE) not in self._by_item:
            noun = noun_of(prefix[-2])
            named = self._by_noun.get(noun, [])
            alone = [sighting for sighting in named if (sighting.item or ()).count(HOLE) == 1]
            if len(named) == 1 or len(alone) == 1:
                return (named if len(named) == 1 else alone)[0], 0.7
        return None

    def above(self, key: Key, but: Sighting | None = None) -> Iterator[tuple[Sighting, Key, float]]:
        """The types on the way to a place, the nearest first."""
        for length in range(len(key) - 1, 0, -1):
            found = self.owner(key[:length]) if key[length - 1] == HOLE else None
            if found is not None and found[0] is not but:
                yield found[0], key[:length], found[1]

    def settle(self) -> None:
        """Give every type its parent, where there is one."""
        for sighting in self._sightings:
            self._by_path(sighting)
        for sighting in self._sightings:
            if sighting.parent is None:
                self._by_creator(sighting)
        # Which of several demanded ids is the nearest is known only once these have their own parents.
        waiting = [sighting for sighting in self._sightings if sighting.parent is None]
        before = len(waiting) + 1
        while len(waiting) < before:
            before = len(waiting)
            for sighting in waiting:
                self._by_body(sighting)
            waiting = [sighting for sighting in waiting if sighting.parent is None]

    def _by_path(self, sighting: Sighting) -> None:
        place = sighting.item or sighting.collection or ()
        for above, prefix, confidence in self.above(place, sighting):
            self._take(sighting, above, confidence, f"{shown(place)} is below {shown(prefix)}", shown(place))
            return

    def _by_creator(self, sighting: Sighting) -> None:
        makers = [key for key in sighting.collections if "post" in self._places.methods(key)]
        nearest = [next(self.above(key, sighting), None) for key in makers]
        found = {above[0] for above in nearest if above is not None}
        if len(found) == 1 and None not in nearest and nearest[0] is not None:
            above, prefix, confidence = nearest[0]
            text = f"POST {shown(makers[0])} makes it below {shown(prefix)}"
            self._take(sighting, above, min(confidence, 0.9), text, shown(makers[0]))

    def _by_body(self, sighting: Sighting) -> None:
        """A create body that requires the id of another type; of several, where the rest is above that one."""
        posts = [self._places.operation(key, "post") for key in sighting.collections]
        post = next((one for one in posts if one is not None and one.body is not None), None)
        if post is not None and HOLE in post.template.key:
            return  # made below something else, which is no type
        if post is None or post.body is None:
            return
        found = list(self._demanded(post.body, sighting))
        listed = {
            above
            for key in sighting.collections
            for above, _, _ in self.above(key, sighting)
            if "get" in self._places.methods(key)
        }
        nested = [(name, other) for name, other in found if other in listed]
        if len(nested) == 1:
            name, other = nested[0]
            text = f"the create body requires '{name}', and they are listed below it"
            self._take(sighting, other, 0.85, text, post.label)
            return
        owned = [(name, other) for name, other in found if not _ACTORS & set(words_of(other.noun))]
        lowest = [(name, other) for name, other in owned if not any(_is_above(other, one) for _, one in owned)]
        if len({other for _, other in lowest}) == 1:
            name, other = lowest[0]
            self._take(sighting, other, 0.6, f"the create body requires '{name}', and no other id", post.label)

    def _demanded(self, body: Body, sighting: Sighting) -> Iterator[tuple[str, Sighting]]:
        """The required fields of a body that hold the id of another type, with that type."""
        shape = self._places.shapes.of(body.schema)
        for name in sorted(shape.required):
            part = self._places.shapes.of(shape.properties.get(name))
            if part.properties or part.items is not None or part.enum:
                continue
            other = self.named_by(name, sighting) if is_id(name) else None
            other = other or self._by_parameter.get(squashed(name))
            if other is None and _SAYS_ID.search(str(part.schema.get("description", ""))):
                other = self.named_by(f"{name}_id", sighting)
            if other is not None and other is not sighting:
                yield name, other

    def named_by(self, name: str, but: Sighting | None = None) -> Sighting | None:
        """The only type that a field such as ``project_id`` names."""
        noun = noun_of_field(name)
        named = [sighting for sighting in self._by_noun.get(noun, []) if sighting is not but]
        if not named and "_" in noun:
            # The name of a nested type begins with that of its parent: project_label_id.
            rest = self._by_noun.get(noun.rpartition("_")[2], [])
            named = [sighting for sighting in rest if sighting.name == noun and sighting is not but]
        return named[0] if noun and len(named) == 1 else None

    def _take(self, sighting: Sighting, above: Sighting, confidence: float, text: str, where: str) -> None:
        here: Sighting | None = above
        while here is not None:
            if here is sighting:
                return  # it would be its own ancestor
            here = here.parent
        sighting.parent, sighting.parent_confidence = above, confidence
        sighting.parent_evidence = [Evidence(text, where)]


def is_id(name: str) -> bool:
    """True for a field that holds an id by its name: ``project_id``, ``folderUuid``."""
    return snake(name).rpartition("_")[2] in ("id", "uuid", "guid", "sid", "gid")


def _is_above(one: Sighting, other: Sighting) -> bool:
    here = other.parent
    while here is not None and here is not one:
        here = here.parent
    return here is one
