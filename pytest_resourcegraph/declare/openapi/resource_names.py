"""Resource names: paths in which one parameter holds several segments, ``/v1/{name}`` and ``/v1/{parent}/books``.

What it stands for is said by the dotted id of the operation, ``library.shelves.books.list``: the convention of
https://google.aip.dev/122, which writes such paths for whole families of services.
"""

from .paths import HOLE, Key, Template, is_prefix

_LEAST = 3  # service, collection, method


def template_of(path: str, operation_id: str) -> Template:
    """The template of a path, written out where a parameter holds a resource name and the id tells which."""
    template = Template(path)
    words = operation_id.split(".")
    start = next((at for at, part in enumerate(template.segments) if not is_prefix(part)), None)
    if len(words) < _LEAST or start is None or template.key[start] != HOLE:
        return template
    flat = _flat(template.segments[start], template.segments[start + 1 :], words[1:-1])
    return Template(path, (*template.segments[:start], *flat)) if flat else template


def _flat(parameter: str, rest: Key, collections: list[str]) -> Key:
    """The segments that the parameter stands for, and those behind it; empty where the id does not fit the path."""
    if HOLE in Template("/" + "/".join(rest)).key or len(set(collections)) < len(collections):
        return ()
    held = collections[:-1] if rest and rest[0] == collections[-1] else collections
    if not held:
        return ()
    inner = [part for collection in held[:-1] for part in (collection, HOLE)]
    if parameter == "{parent}" and not rest:
        return (*inner, held[-1])  # the name of a whole collection
    return (*inner, held[-1], parameter, *rest)
