"""Links: collections that stand elsewhere than their items, and two places of one type."""

from collections.abc import Iterable, Iterator

from .evidence import Evidence
from .paths import HOLE, Key, shown, without_prefix
from .places import Places
from .shapes import Shape, alike
from .sighting import Sighting
from .verbs import SEARCH, begins_with, is_verb
from .words import is_plural, noun_of, squashed, words_of


def link_collections(places: Places, sure: list[Sighting], unsure: Iterable[Sighting]) -> None:
    """Give every type the collections that stand elsewhere: ``POST /a/{id}/docs`` and ``GET /docs/{id}``.

    What was unsure and finds such a collection is a type as well, and is added to ``sure``.
    """
    waiting = list(unsure)
    by_noun: dict[str, list[Sighting]] = {}
    for sighting in (*sure, *waiting):
        by_noun.setdefault(sighting.noun, []).append(sighting)
    own = {collection for sighting in sure for collection in sighting.collections}
    items = {item for sighting in sure for item in sighting.items}
    for key in places.at:
        if key in own or key[-1:] == (HOLE,) or not places.methods(key) & {"get", "post"} or not key:
            continue
        if (*key, HOLE) in items or not _holds(places, key):
            continue
        noun = noun_of(key[-1])
        found = _the_one(places, key, by_noun.get(noun, []))
        if found is None:
            continue
        found.collections.append(key)
        methods = ", ".join(sorted(places.methods(key))).upper()
        found.evidence.append(Evidence(f"{methods} at {shown(key)} makes or lists the same"))
        if found in waiting:
            waiting.remove(found)
            found.confidence = 0.8
            sure.append(found)


def link_elsewhere(places: Places, sure: list[Sighting], unsure: Iterable[Sighting]) -> None:
    """Give every type the lists of it that stand anywhere else: ``GET /recent-builds``, ``GET /regions/{id}/hosts``.

    Path and answer both have to name it. What is unsure and is listed, or made by a word, is a type as well.
    """
    waiting = [sighting for sighting in unsure if sighting not in sure]
    by_noun: dict[str, list[Sighting]] = {}
    for sighting in (*sure, *waiting):
        by_noun.setdefault(sighting.noun.rpartition("_")[2], []).append(sighting)
    taken = {key for sighting in sure for key in (*sighting.collections, *sighting.items)}
    for key in places.at:
        if key in taken or not key:
            continue
        # Before a parameter a literal names what that one is, not what is listed.
        literals = [part for part, after in zip(key, (*key[1:], ""), strict=True) if HOLE not in (part, after)]
        words = {noun_of(part).rpartition("_")[2]: part for part in literals}
        rivals = [one for word in words for one in by_noun.get(word, ()) if _names(words[word], one.noun)]
        found = _made_there(places, key, rivals) or _listed_there(places, key, rivals)
        if found is None:
            continue
        searched = any(begins_with(part, SEARCH) or part.casefold().endswith("search") for part in literals)
        if not searched:
            found.collections.append(key)
        found.evidence.append(Evidence(f"{', '.join(sorted(places.methods(key))).upper()} at {shown(key)} names them"))
        if found in waiting:
            waiting.remove(found)
            found.confidence = 0.7
            sure.append(found)


def _names(literal: str, noun: str) -> bool:
    """True for a literal that ends in the noun: ``recent-builds``, ``request-export``."""
    return f"_{noun_of(literal)}".endswith(f"_{noun}")


def _listed_there(places: Places, key: Key, rivals: Iterable[Sighting]) -> Sighting | None:
    """The only type whose items a place lists, and does nothing else."""
    if places.methods(key) != {"get"}:
        return None
    answer = places.answer(places.operation(key, "get"))
    fits = []
    for sighting in rivals:
        listed = places.shapes.listed(answer, sighting.noun)
        # Either the path ends in their name, or the answer holds them under it.
        if listed is None or not any(_names(word, sighting.noun) for word in (key[-1], listed.path.rpartition(".")[2])):
            continue
        if any(alike(listed.shape, shape) for shape in _shown(places, sighting)):
            fits.append(sighting)
    return fits[0] if len(fits) == 1 else None


def _shown(places: Places, sighting: Sighting) -> Iterator[Shape]:
    """What the items of a type look like: alone, and in the lists that are known."""
    yield sighting.shape
    for key in sighting.collections:
        listed = places.shapes.listed(places.answer(places.operation(key, "get")), sighting.noun)
        if listed is not None:
            yield listed.shape


def _made_there(places: Places, key: Key, rivals: Iterable[Sighting]) -> Sighting | None:
    """The only type that is made by a verb, ``POST /request-export``, whose answer holds what its path calls the id."""
    post = places.operation(key, "post")
    if post is None or key[-1] == HOLE or places.methods(key) != {"post"}:
        return None
    made = places.shapes.item(places.answer(post))
    given = {squashed(name) for name in made.shape.properties} if made is not None else set()
    fits = [
        sighting
        for sighting in rivals
        if sighting.item is not None
        and _names(key[-1], sighting.noun)
        and noun_of(key[-1]) != sighting.noun
        and squashed(places.parameter(sighting.item)) in given
    ]
    return fits[0] if len(fits) == 1 else None


def _holds(places: Places, key: Key) -> bool:
    """False for a set that things are put into and taken out of, and for the answer to a search."""
    methods = places.methods(key)
    if "delete" in methods or ("put" in methods and "post" not in methods):
        return False
    return not any(begins_with(part, SEARCH) for part in key if part != HOLE)


def _the_one(places: Places, key: Key, rivals: list[Sighting]) -> Sighting | None:
    """The type that a collection holds: the only one that looks the same, of several the nearest."""
    fits: list[tuple[bool, int, Sighting]] = []
    for sighting in rivals:
        # What is singular here and plural there is one thing below another: /charges/{id}/refund.
        if sighting.collection is not None and words_of(sighting.collection[-1]) != words_of(key[-1]):
            continue
        if key[: len(sighting.below)] != sighting.below:
            continue
        same = _same(places, key, sighting)
        own = (sighting.item or ())[:-1]
        made = own in sighting.collections and "post" in places.methods(own)
        if made and not same and "post" in places.methods(key):
            continue  # what is made elsewhere is put there
        near = _common(key, sighting.item or sighting.collection or ())
        # What only its name speaks for has to stand beside the items, or the items have to be sure themselves.
        beside = near >= len(key) - 1 or (
            (sighting.collection is not None or "post" in places.methods(key)) and is_plural(words_of(key[-1])[-1])
        )
        if same or (same is None and beside):
            fits.append((same is True, near, sighting))
    fits.sort(key=lambda fit: fit[:2], reverse=True)
    if not fits or (len(fits) > 1 and fits[0][:2] == fits[1][:2]):
        return None
    return fits[0][2]


def _same(places: Places, key: Key, sighting: Sighting) -> bool | None:
    """Whether what this place makes or lists looks like the items of a type; None where it is not known."""
    answers: list[bool | None] = []
    get, post = places.operation(key, "get"), places.operation(key, "post")
    if get is not None:
        if places.answers_list(get) is False and post is None:
            return False  # one thing, below something else
        listed = places.shapes.listed(places.answer(get), sighting.noun)
        answers.append(alike(listed.shape, sighting.shape) if listed else None)
    if post is not None:
        answers += [alike(shape, sighting.shape) for shape in places.made_shapes(post, sighting.noun)]
    if True in answers:
        return True
    return False if False in answers else None


def _common(one: Key, other: Key) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def merge_places(places: Places, sightings: list[Sighting]) -> None:
    """Make one type of a flat and a nested place of the same items, where only one of the two makes them."""
    by_noun: dict[str, list[Sighting]] = {}
    for sighting in sightings:
        by_noun.setdefault(sighting.noun, []).append(sighting)
    for flat in sorted(sightings, key=lambda sighting: len(sighting.item or ())):
        same = by_noun[flat.noun]
        rivals = [nested for nested in same if flat in same and _are_one(places, flat, nested)]
        # Of several nested places each has its own parent: none of them is the one type.
        if len(rivals) == 1:
            nested = rivals[0]
            makes = any("post" in places.methods(key) for key in nested.collections)
            flat.items += nested.items
            both = (nested.collections, flat.collections) if makes else (flat.collections, nested.collections)
            flat.collections = [*both[0], *both[1]]
            flat.evidence.append(Evidence(f"the same items are at {shown(nested.items[0])}"))
            same.remove(nested)
            sightings.remove(nested)


def _are_one(places: Places, flat: Sighting, nested: Sighting) -> bool:
    if flat is nested or flat.item is None or nested.item is None or flat.noun != nested.noun:
        return False
    if HOLE not in nested.item[:-1] or len(nested.item) <= len(flat.item):
        return False  # another namespace, and not below an item
    if alike(flat.shape, nested.shape) is not True or _is_link(places, flat, nested):
        return False
    flat_makes = any("post" in places.methods(key) for key in flat.collections) or "put" in places.methods(flat.item)
    nested_makes = any("post" in places.methods(key) for key in nested.collections)
    only_read = places.methods(nested.item) <= {"get"} and not nested_makes
    return (nested_makes and not flat_makes) or (only_read and flat_makes)


def _is_link(places: Places, flat: Sighting, nested: Sighting) -> bool:
    """True where what is made below another demands the id of the very thing: it is put there, not made."""
    posts = (places.operation(key, "post") for key in nested.collections)
    names = {squashed(flat.noun), *(squashed(f"{flat.noun}_{ending}") for ending in ("id", "sid", "uuid", "key"))}
    return any(
        squashed(name) in names
        for post in posts
        if post is not None and post.body is not None
        for name in places.shapes.of(post.body.schema).required
    )


def merge_spellings(places: Places, sightings: list[Sighting]) -> None:
    """Make one type of one address in two spellings, with another prefix: ``/api/docs/{id}`` and ``/docs/{id}``."""
    by_plain: dict[Key, Sighting] = {}
    for sighting in sorted(sightings, key=lambda one: _rank(places, one)):
        plain = without_prefix(sighting.item or ())
        first = by_plain.setdefault(plain, sighting) if len(plain) > 1 else sighting
        if first is not sighting and alike(first.shape, sighting.shape) is not False:
            first.items += sighting.items
            first.collections += sighting.collections
            first.evidence.append(Evidence(f"the same items are at {shown(sighting.items[0])}"))
            sightings.remove(sighting)


def _rank(places: Places, sighting: Sighting) -> tuple[bool, int, Key]:
    """What is not deprecated first, then what can more, then the newer version."""
    operations = [one for key in (*sighting.items, *sighting.collections) for one in places.operations(key)]
    return all(one.deprecated for one in operations), -len(operations), sighting.item or ()


def lone_collections(places: Places, sightings: list[Sighting]) -> None:
    """Add the types that are made and listed at one place, with an id, although none is shown alone."""
    known = {key for sighting in sightings for key in sighting.collections}
    for key in places.at:
        if key in known or not key or key[-1] == HOLE or "{" in key[-1] or is_verb(key[-1]):
            continue
        get, post = places.operation(key, "get"), places.operation(key, "post")
        if get is None or post is None:
            continue
        noun = noun_of(key[-1])
        listed = places.shapes.listed(places.answer(get), noun)
        named = get.template.flat and "name" in listed.shape.properties if listed is not None else False
        if listed is None or not (named or _has_id(listed.shape)):
            continue
        if True in [alike(shape, listed.shape) for shape in places.made_shapes(post, noun)]:
            evidence = Evidence(f"GET at {shown(key)} lists with ids what POST there makes; none is shown alone")
            sightings.append(
                Sighting(noun=noun, collections=[key], shape=listed.shape, confidence=0.65, evidence=[evidence])
            )  # fmt: skip


def _has_id(shape: Shape) -> bool:
    return bool({"id", "_id", "uuid", "guid", "sid"} & {name.casefold() for name in shape.properties})
