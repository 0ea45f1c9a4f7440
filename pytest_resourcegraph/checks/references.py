"""References: a resource shows what it refers to, and no longer shows a target that is gone where it must not."""

import re
from collections.abc import Iterable, Iterator, Mapping

from ..events.claim import FieldIs
from ..events.key import Key
from ..model.action import Action
from ..model.answer import path_to, resource_body
from ..model.check import Finding, Taken
from ..model.resource import OnDestroy
from ..model.schema import Schema


class References:
    """Finds a reference that shows another resource than it was pointed to, or one that is gone.

    Judged is the field with the name of the reference (``author_id``, ``authorId``, else ``author``) where it holds the
    id of another one that we know: it may as well show a name.
    What a reference shows after its target has ended is judged only where the type says ``on_destroy``.
    """

    name = "references"

    def concerns(self, action: Action, schema: Schema) -> bool:
        """True for what is about a type that refers to others."""
        return any(schema.types[name].references for name in action.types)

    def judge(self, taken: Taken) -> Iterable[Finding]:
        """A finding for the first reference that is shown otherwise than the graph knows it."""
        key = taken.roles.get(taken.action.reads or "") if taken.action.observes else taken.made
        node = taken.after.node(key) if key is not None else None
        if node is None or not node.alive or not taken.succeeded or taken.broken:
            return
        type_ = taken.schema.types[node.key.type]
        body = resource_body(taken.answer.body, type_.id_field, type_.name)
        if body is None:
            return
        above = path_to(taken.answer.body, body)
        for reference, target in node.links.items():
            for field in _fields(body, reference):
                seen = body[field]
                if taken.after.exists(target):
                    if _is_another(taken, target, seen):
                        claim = FieldIs(path=(*above, field), value=target.id)
                        yield self._wrong(taken, node.key, reference, target, claim)
                        return
                elif type_.on_destroy.get(reference) is OnDestroy.CLEAR and str(seen) == str(target.id):
                    claim = FieldIs(path=(*above, field), value=target.id, negated=True)
                    yield self._dangling(taken, node.key, field, target, claim)
                    return

    def _wrong(self, taken: Taken, key: Key, reference: str, target: Key, claim: FieldIs) -> Finding:
        return Finding(
            check=self.name, kind=f"wrong {reference}", expected=repr(target.id), claims=(claim,),
            message=f"{taken.name(key)} must refer to {taken.name(target)}, but {taken.action.name} shows another one "
            f"(expected {target.id!r})",
        )  # fmt: skip

    def _dangling(self, taken: Taken, key: Key, field: str, target: Key, claim: FieldIs) -> Finding:
        return Finding(
            check=self.name, kind=f"dangling {field}", expected="no id of what is gone", claims=(claim,),
            message=f"{taken.name(key)} must not refer to {taken.name(target)} any more, which is gone, but "
            f"{taken.action.name} still shows it in {field}",
        )  # fmt: skip


def _is_another(taken: Taken, target: Key, seen: object) -> bool:
    """Whether it is the id of another one that we know; any other word may be a name, or an id of another kind."""
    known = (*taken.after.living(target.type), *taken.after.dead())
    ids = (node.key.id for node in known if node.key.type == target.type)
    return seen != target.id and any(type(seen) is type(id_) and seen == id_ for id_ in ids)


def _fields(body: Mapping[str, object], reference: str) -> Iterator[str]:
    """The fields with the name of the reference that hold an id: ``author`` only where there is no ``author_id``."""
    held = [field for field, value in body.items() if isinstance(value, (str, int, type(None)))]
    named = [field for field in held if re.sub(r"_?[iI][dD]$", "", field) == reference and field != reference]
    yield from named or (field for field in held if field == reference)
