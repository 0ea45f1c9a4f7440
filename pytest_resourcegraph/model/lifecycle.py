"""Moves between states as they are written: ``"pending -> ready"``, ``"draft | sent -> off"``, ``"* -> closed"``."""

from collections.abc import Iterable

ANY = "*"


def parse_moves(text: str | Iterable[str]) -> tuple[tuple[str, str], ...]:
    """(from, to) pairs in the order written; ``from`` may be ``*``. Raises ValueError that says the form expected."""
    lines = [text] if isinstance(text, str) else list(text)
    pairs: list[tuple[str, str]] = []
    for line in lines:
        left, arrow, right = line.partition("->")
        sources = [source.strip() for source in left.split("|")]
        target = right.strip()
        if not arrow or not target or not all(sources) or "->" in target or "|" in target:
            raise ValueError(f"'{line}' is not of the form 'pending -> ready' or 'draft | sent -> cancelled'")
        pairs.extend((source, target) for source in sources)
    return tuple(pairs)


def expand_moves(pairs: Iterable[tuple[str, str]], states: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The pairs with ``*`` replaced by every state that has no move of its own here and is not the target."""
    listed = tuple(pairs)
    named = {source for source, _ in listed if source != ANY}
    expanded: list[tuple[str, str]] = []
    for source, target in listed:
        if source == ANY:
            expanded.extend((state, target) for state in states if state not in named and state != target)
        else:
            expanded.append((source, target))
    return tuple(expanded)
