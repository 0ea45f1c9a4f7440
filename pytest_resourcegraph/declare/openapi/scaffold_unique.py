"""Which fields of a scaffolded body take their value from ``unique()``, and how that is written."""

import re

from .data.naming import names_a_key
from .derivation import DerivedAction, DerivedType
from .derivation import OperationRole as Role
from .shapes import Shape, Shapes

_LEAST = 12  # characters of a unique text, counted from its end, that still tell it from others


def unique_fields(action: DerivedAction, type_: DerivedType, shapes: Shapes) -> dict[str, str]:
    """The texts of expressions by JSON pointer: for natural keys, and where there is room for what may be one.

    That is what has the name of one, and any text of a create that may be refused for a conflict.

    An update leaves the field alone that the path is made of: to change it is to rename.
    """
    if action.body is None or action.role not in (Role.CREATE, Role.UPDATE, Role.REPLACE):
        return {}
    shape = shapes.of(action.body.schema)
    fixed = {type_.id_field, *(bound.field for bound in action.bindings)} if action.role is not Role.CREATE else set()
    found: dict[str, str] = {}
    for name in dict.fromkeys([*_keys(type_), *sorted(shape.required)]):
        part = shapes.of(shape.properties.get(name))
        asked = action.role is Role.CREATE or name in shape.required
        needed = name in _keys(type_) and not part.enum
        likely = names_a_key(name) or _conflicts(action)
        if name not in fixed and asked and (needed or (likely and _has_room(name, part))):
            found[f"/{name}"] = _written(name, part)
    return found


def _conflicts(action: DerivedAction) -> bool:
    """Whether a create may be refused for what there is already: any of its texts may be the reason."""
    return action.role is Role.CREATE and "409" in action.operation.responses


def _keys(type_: DerivedType) -> list[str]:
    return [key.field for key in type_.keys] + ([type_.id_field] * (type_.chosen_id == "body"))


def _has_room(name: str, shape: Shape) -> bool:
    """Whether a unique text of that name is one that the field allows."""
    said = shape.schema
    if shape.type not in ("string", "") or shape.enum or "const" in said or said.get("readOnly"):
        return False
    most, pattern = said.get("maxLength", _LEAST), said.get("pattern", "")
    try:
        fits = re.search(str(pattern), f"{name}-0a1b2c3d-1") is not None
    except re.error:
        return False
    return fits and isinstance(most, int) and most >= _LEAST and said.get("format", "") in ("", "email")


def _written(name: str, shape: Shape) -> str:
    text = f"unique({name!r})"
    if shape.schema.get("format") == "email":
        return f'f"{{{text}}}@example.com"'
    most = shape.schema.get("maxLength")
    return f"{text}[-{most}:]" if isinstance(most, int) and most < len(name) + _LEAST + 2 else text
