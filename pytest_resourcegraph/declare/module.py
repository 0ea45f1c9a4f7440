"""What a module declares."""

from types import ModuleType
from typing import cast

from .declaration import NAMESPACE, Declaration


def declared_in(module: ModuleType) -> tuple[Declaration, ...]:
    """The declarations of a module: those it imported, in the order of its imports, then its own, in order of line.

    Two of its own with one name are both there, although the namespace holds only the second.
    """
    namespace = vars(module)
    own = cast("list[Declaration]", namespace.get(NAMESPACE, []))
    known = {id(declaration) for declaration in own}
    imported: list[Declaration] = []
    for value in namespace.values():
        # type() and not isinstance(): a lazy object in a foreign namespace must not wake up because we look at it.
        if issubclass(type(value), Declaration) and id(value) not in known:
            known.add(id(value))
            imported.append(value)
    return (*imported, *sorted(own, key=lambda declaration: declaration.origin.line))
