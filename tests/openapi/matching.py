"""Which derived type is which labelled type: by their paths, because names may differ."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

Types = Mapping[str, Mapping[str, Any]]


def matched(labelled: Types, derived: Types) -> dict[str, str]:
    """The label of each derived type that has one; every label is given once.

    The same item path counts most, then an item path that the label has besides, then the same collection path. The
    latter alone does not count where both have an item path and these differ.
    """
    pairs = sorted(_alike(labelled, derived), key=lambda pair: -pair[0])
    found: dict[str, str] = {}
    for _, label, name in pairs:
        if name not in found and label not in found.values():
            found[name] = label
    return found


def meant(labelled: Types, derived: Types, found: Mapping[str, str]) -> dict[str, str]:
    """``found``, and what repeats a label: a derived type with an address of a type that another is matched with."""
    again: dict[str, str] = {}
    for name in derived.keys() - found.keys():
        for place in ("item", "collection"):
            for label, type_ in labelled.items():
                if derived[name].get(place) is not None and normal(derived[name][place]) in _paths(type_, place):
                    again.setdefault(name, label)
    return {**again, **found}


def normal(path: str) -> str:
    """The path without the names of its parameters."""
    return re.sub(r"\{[^{}]*\}", "{}", path).rstrip("/")


def _alike(labelled: Types, derived: Types) -> Iterator[tuple[int, str, str]]:
    for label, type_ in labelled.items():
        for name, other in derived.items():
            weight = _weight(type_, other)
            if weight:
                yield weight, label, name


def _weight(label: Mapping[str, Any], derived: Mapping[str, Any]) -> int:
    item, collection = _same(label, derived, "item"), _same(label, derived, "collection")
    if item == 0 and label["item"] is not None and derived.get("item") is not None:
        return 0
    return 3 * item + collection


def _same(label: Mapping[str, Any], derived: Mapping[str, Any], place: str) -> int:
    """2 for the same path, 1 for one that the label has besides, 0 for another one or none."""
    path = derived.get(place)
    if path is None or normal(path) not in _paths(label, place):
        return 0
    return 2 if label[place] is not None and normal(path) == normal(label[place]) else 1


def _paths(type_: Mapping[str, Any], place: str) -> set[str]:
    return {normal(path) for path in (type_[place], *type_.get("also", ())) if path is not None}
