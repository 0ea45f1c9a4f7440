"""Names of variables that are safe in sh and in Python."""

import re

_SAFE = re.compile(r"[a-z][a-z0-9_]*[0-9]")


class Variables:
    """Gives each alias a name of its own that ends in a digit, as no keyword and no name of the scripts does.

    ``<name>_json`` is never the name of another one.
    """

    def __init__(self) -> None:
        self._taken: set[str] = {"id_0"}

    def name(self, alias: str) -> str:
        """A new name, the alias itself where that can be one."""
        wanted = re.sub(r"[^A-Za-z0-9_]", "_", alias)[:40]
        if not _SAFE.fullmatch(wanted):
            wanted = f"id_{wanted}" if wanted[-1:].isdigit() else f"id_{wanted}_1"
        name, number = wanted, 1
        while name in self._taken:
            number += 1
            name = f"{wanted}_{number}"
        self._taken.add(name)
        return name


def environment(*words: str) -> str:
    """The name of an environment variable, ``RESOURCEGRAPH_`` in front."""
    plain = (re.sub(r"[^A-Za-z0-9]+", "_", word).strip("_").upper() for word in words)
    return "_".join(("RESOURCEGRAPH", *filter(None, plain)))
