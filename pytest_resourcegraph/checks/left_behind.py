"""Failed create leaves nothing: what the system said no to is nowhere to be seen."""

from collections.abc import Iterable, Mapping

from ..events.claim import Length, Listed
from ..model.action import Action
from ..model.answer import list_path, listed_items, lookup
from ..model.check import Finding, Taken
from ..model.schema import Schema
from .likeness import item_id


class LeftBehind:
    """Finds in a list what a refused create has made all the same.

    Below a parent of ours it is one more than there can be; elsewhere it is known by the unique values that were sent.
    """

    name = "left-behind"

    def concerns(self, action: Action, schema: Schema) -> bool:
        """True for what lists."""
        return action.lists is not None

    def judge(self, taken: Taken) -> Iterable[Finding]:
        """A finding where a list that follows a refused create shows what nobody made."""
        listing, follows = taken.action.lists, taken.follows
        if listing is None or follows is None or follows.succeeded or taken.broken or not taken.succeeded:
            return
        create = follows.action.creates
        path = list_path(taken.answer.body, listing.type)
        if create is None or create.type != listing.type or path is None:
            return
        items = listed_items(taken.answer.body, listing.type) or ()
        type_ = taken.schema.types[listing.type]
        ours = {str(node.key.id) for node in (*taken.after.living(listing.type), *taken.after.dead())}
        ids = [item_id(item, type_.id_field) for item in items]
        unknown = [item for item, id_ in zip(items, ids, strict=True) if id_ is not None and str(id_) not in ours]
        scope = taken.roles.get(listing.within or "")
        if scope is not None and (listing.exact or taken.bare) and type_.parent == scope.type and unknown:
            number = len(taken.after.children(scope, listing.type))
            yield self._finding(taken, (Length(path=path, items=number),))
            return
        for item in unknown:
            sent = _sent(item, follows.used)
            if sent is not None:
                times = sum(1 for one in items if one not in unknown and lookup(one, sent[0]) == sent[1])
                yield self._finding(taken, (Listed(path=path, field=sent[0], value=sent[1], times=times),))
                return

    def _finding(self, taken: Taken, claims: tuple[Length | Listed, ...]) -> Finding:
        assert taken.follows is not None
        assert taken.action.lists is not None
        return Finding(
            check=self.name, kind="stored", expected="it not in the list", claims=claims,
            message=f"{taken.follows.action.name} was refused and must have left nothing behind, but "
            f"{taken.action.name} shows a {taken.action.lists.type} that nobody made",
        )  # fmt: skip


def _sent(item: object, used: Mapping[str, str]) -> tuple[str, str] | None:
    """A field of the item, and the unique value that the refused step sent and that it shows."""
    if not isinstance(item, Mapping):
        return None
    values = set(used.values())
    return next(
        ((str(name), value) for name, value in item.items() if isinstance(value, str) and value in values), None
    )
