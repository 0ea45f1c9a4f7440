"""Candidates: which places that end in a parameter are items of a collection, and how sure that is."""

from collections.abc import Iterator

from .evidence import Evidence
from .paths import HOLE, Key, is_prefix, shown
from .places import Places, is_item
from .sighting import Sighting
from .verbs import BULK, READ, SEARCH, begins_with
from .words import noun_of, noun_of_field, snake, squashed, word_set, words_of

_WRITES = frozenset({"put", "patch", "delete"})
_BY_ID = frozenset({"id", "ids", "uuid", "by_id"})
_TOLD_BY = word_set("url uri email mail phone website ip hash")
_NO_ID = word_set(
    "date year month day hour from to start end since until page limit offset size width height format ext extension "
    "lang language locale lat lon lng latitude longitude zoom query q term text keyword keywords count amount period "
    "interval range radius resolution x y z version currency field fields filter type"
)


def candidates(places: Places) -> tuple[list[Sighting], list[Sighting]]:
    """The types that their own places show, and those that need another place to show them: read, made nowhere."""
    sure: list[Sighting] = []
    unsure: list[Sighting] = []
    for key in _item_keys(places):
        sighting, certain = _judged(places, key)
        if sighting is not None:
            (sure if certain else unsure).append(sighting)
    return sure, unsure


def _item_keys(places: Places) -> Iterator[Key]:
    """Every place that ends in a parameter, whether it has operations itself or only begins longer paths."""
    yield from sorted({key for key in (*places.at, *places.prefixes) if is_item(key)}, key=lambda key: (len(key), key))


def _judged(places: Places, key: Key) -> tuple[Sighting | None, bool]:
    literal, collection = _collection_of(places, key)
    if not literal or is_prefix(literal) or "{" in literal or _only_links(places, key, collection):
        return None, False
    methods, around = places.methods(key), places.methods(collection)
    writes = methods & _WRITES
    if _is_list_of_longer(places, key) and not (places.goes_on(key) and collection is not None):
        return None, False
    if not writes and _no_id(places, key):
        return None, False
    if not writes and len(words_of(literal)) == 1 and begins_with(literal, READ):
        return None, False  # /read/{id} reads what has its place elsewhere
    asks = not writes and not around and _is_question(literal)
    score, why = _score(places, key, collection)
    if score == 0.0:
        return None, False
    noun = noun_of(literal)
    collections = [collection] if collection is not None and (around or score > 0) else []
    inside = places.item_shape(key, collections, noun)
    sighting = Sighting(
        noun=noun,
        items=[key],
        collections=collections if around else [],
        confidence=abs(score),
        evidence=[Evidence(text) for text in why],
    )
    if inside is not None and not places.lists(places.operation(key, "get")):
        sighting.shape = inside.shape
    return sighting, score > 0 and not asks


def _collection_of(places: Places, key: Key) -> tuple[str, Key | None]:
    """The literal that names the items, and the place of their collection."""
    collection = key[:-1]
    if collection and collection[-1].casefold().replace("-", "_") in _BY_ID and len(collection) > 1:
        return (collection[-2] if collection[-2] != HOLE else ""), collection[:-1]
    if collection and collection[-1] == HOLE:
        # Two parameters that name one thing together, /repos/{owner}/{name}, unless the first alone is a place.
        own = noun_of_field(places.parameter(key)) or snake(places.parameter(key))
        if _is_list_of_longer(places, collection):
            literal = collection[-2] if len(collection) > 1 and collection[-2] != HOLE else ""
            return (own if places.goes_on(collection) or not literal else literal), collection
        if places.methods(collection) == {"get"} and len(collection) > 1 and _is_called(places, key, collection[-2]):
            return collection[-2], collection
        if places.operations(collection) or (len(collection) > 2 and collection[-2] == HOLE):
            return "", None
        return (collection[-2] if len(collection) > 1 else ""), collection[:-1]
    return (collection[-1] if collection else ""), collection or None


def _is_called(places: Places, key: Key, literal: str) -> bool:
    """True where the last parameter is called after a literal: ``/bot/{account}/{botname}``."""
    noun, parameter = squashed(noun_of(literal)), squashed(places.parameter(key))
    return parameter.startswith(noun) and parameter.removeprefix(noun) in ("", "id", "name", "key", "number")


def _only_links(places: Places, key: Key, collection: Key | None) -> bool:
    """True for what is put below one and taken away there, but lives elsewhere: its ids are all that is given."""
    put = places.operation(collection, "put")
    if put is None or put.body is None or places.methods(key) - {"delete"} or "post" in places.methods(collection):
        return False
    items = places.shapes.of(put.body.schema).items
    return items is not None and places.shapes.of(items).type in ("string", "integer")


def _score(places: Places, key: Key, collection: Key | None) -> tuple[float, list[str]]:
    """How sure it is that this is an item; 0 for no item, negative where another place has to show it."""
    methods, around = places.methods(key), places.methods(collection)
    told = [f"{', '.join(sorted(methods)).upper() or 'paths below'} at {shown(key)}"]
    if around and collection is not None:
        told.append(f"{', '.join(sorted(around)).upper()} at {shown(collection)}")
    writes = methods & _WRITES
    listing = places.answers_list(places.operation(collection, "get")) if "get" in around else False
    if writes:
        return _written(places, key, collection, listing), told
    if "get" in methods:
        return _read_only(places, key, collection, listing), told
    if "post" in methods:
        return (0.6 if listing or "post" in around else 0.0), told
    if not methods and places.goes_on(key):
        return (0.75 if listing or (listing is None and "post" in around) else 0.0), told
    return 0.0, told


def _written(places: Places, key: Key, collection: Key | None, listing: bool | None) -> float:
    methods, around = places.methods(key), places.methods(collection)
    if around & {"get", "post"}:
        return 0.95 if "get" in methods or listing else 0.85
    if "get" in methods and methods & {"put", "delete", "patch"}:
        return 0.85
    if collection is not None and _called(places, collection):
        return 0.8
    return -0.6  # put somewhere and taken away, or one write alone: there has to be a collection elsewhere


def _read_only(places: Places, key: Key, collection: Key | None, listing: bool | None) -> float:
    around = places.methods(collection)
    if places.answers_list(places.operation(key, "get")) and places.goes_on(key) and collection is not None:
        return 0.7 if _is_called(places, key, collection[-1]) else 0.0  # it lists its parts at its own address
    if places.answers_list(places.operation(key, "get")) and not places.shapes.item(
        places.answer(places.operation(key, "get"))
    ):
        return 0.0  # a list by some value
    if "post" in around:
        return 0.9
    if collection is not None and not around and _called(places, collection):
        return 0.8
    if "get" in around:
        return 0.85 if listing else 0.0 if listing is False else 0.7
    return 0.6 if _shows_itself(places, key) else -0.6


def _shows_itself(places: Places, key: Key) -> bool:
    """True for an answer with the very field that the path calls the id, or where the operation is called after it."""
    get = places.operation(key, "get")
    if get is None or get.template.flat:
        return get is not None
    shown = places.shapes.item(places.answer(get))
    said = squashed(places.parameter(key))
    own = {said, said.removeprefix(squashed(noun_of(key[-2])))}
    return shown is not None and bool(own & {squashed(name) for name in shown.shape.properties})


def _is_list_of_longer(places: Places, key: Key) -> bool:
    """True for ``/messages/{log}`` where it lists what ``/messages/{log}/{id}`` shows."""
    return (*key, HOLE) in places.at and bool(places.lists(places.operation(key, "get")))


def _called(places: Places, collection: Key) -> bool:
    """True for a collection that is made and listed by words: /containers/create, /containers/list."""
    made = any("post" in places.methods((*collection, verb)) for verb in ("create", "add", "new"))
    listed = (places.operation((*collection, verb), "get") for verb in ("json", "list", "all"))
    return made or any(bool(places.answers_list(one)) for one in listed if one is not None)


def _is_question(literal: str) -> bool:
    """True for ``by-name``, ``search``, ``findByTag``: what stands behind is a value to look for."""
    words = words_of(literal)
    if len(words) == 1 and words[0] in _TOLD_BY:
        return True
    return words[:1] == ("by",) or "by" in words[1:-1] or begins_with(literal, SEARCH | READ | BULK)


def _no_id(places: Places, key: Key) -> bool:
    """True for a parameter that is a date, a page or one of few values, and no id."""
    name = places.parameter(key)
    if words_of(name)[-1:] and words_of(name)[-1] in _NO_ID and noun_of(name) != noun_of(key[-2]):
        return True
    return any(
        bool(places.shapes.of(parameter.schema).enum)
        for operation in places.operations(key)
        for parameter in operation.parameters
        if parameter.where == "path" and parameter.name == name
    )
