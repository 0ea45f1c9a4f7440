"""Whether an answer is about the resource that we knew, or about another one that was given its id."""

from ..graph.node import Node


def is_another(body: object, node: Node) -> bool:
    """True where a field that was written to the resource shows something else.

    Systems give the ids of dead resources to new ones (SQLite does by default), which other clients may have made.
    """
    if not isinstance(body, dict):
        return False
    return any(name in body and body[name] != node.data.get(name) for name in node.written)
