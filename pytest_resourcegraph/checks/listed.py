"""Lists agree: own living resources are in, each once; destroyed ones are out; exact below a parent of ours."""

from collections import Counter
from collections.abc import Iterable, Mapping

from ..events.claim import Claim, Length
from ..events.claim import Listed as Shows
from ..events.key import Key
from ..graph.node import Node
from ..model.action import Action, Listing
from ..model.answer import has_arrays, is_partial, list_path, listed_items
from ..model.check import Finding, Taken
from ..model.resource import ResourceType
from ..model.schema import Schema
from .likeness import is_another, is_kept, item_id


class Listed:
    """Finds a list that misses a living resource, shows a dead one, or shows one twice or one that nobody made.

    What is missing from one page of several is not judged.
    """

    name = "listed"

    def concerns(self, action: Action, schema: Schema) -> bool:
        """True for what lists."""
        return action.lists is not None

    def judge(self, taken: Taken) -> Iterable[Finding]:
        """A finding for the first difference between the list and the graph."""
        listing = taken.action.lists
        if listing is None or not taken.succeeded or taken.broken:
            return
        items = listed_items(taken.answer.body, listing.type)
        if items is None:
            # That a doubtful one lists is a guess; what it has to show, its document says, and `documented` asks that.
            guessed = taken.action.doubtful
            if taken.answer.status is not None and not has_arrays(taken.answer.body) and not guessed:
                yield Finding(
                    check=self.name, kind="unreadable", expected="a list",
                    message=f"{taken.action.name} lists {listing.type}, but its answer has no list in it"
                    + (f": {taken.answer.malformed}" if taken.answer.malformed else ""),
                )  # fmt: skip
            return
        yield from self._compare(taken, listing, items)

    def _compare(self, taken: Taken, listing: Listing, items: tuple[object, ...]) -> Iterable[Finding]:
        type_ = taken.schema.types[listing.type]
        dead = _dead(taken, type_)
        items = tuple(item for item in items if not is_kept(item, type_, dead.get(str(_id(item, type_)))))
        shown = Counter(str(id_) for id_ in (_id(item, type_) for item in items) if id_ is not None)
        if items and not shown:
            return  # a list without ids, as of names only, cannot be compared
        within = _within(taken, listing)
        living = {str(node.key.id): node for node in within}
        # Ids may be counted below each parent, so that a list of several parents shows one of them several times.
        expected = Counter(str(node.key.id) for node in within)
        named = [(_id(item, type_), item) for item in items]
        strangers = {str(id_): item for id_, item in named if id_ is not None and str(id_) not in living}
        # Among what others made, what is missing may be on a page that was not asked for.
        alone = _scope(taken, listing) is not None or not strangers
        whole = alone and not is_partial(taken.answer.body, items)
        where = _where(taken, listing)
        for id_, node in living.items():
            claim = _times(taken, listing, node, expected[id_])
            if shown[id_] == 0 and whole and (not taken.actor or node.owner in ("", taken.actor)):
                what = f"{listing.type} {node.alias} lives{where}"
                yield self._finding(taken, "missing", what, "does not list it", claim)
                return
            if shown[id_] > expected[id_] and (_is_exact(taken, listing) or _repeats(items, type_, id_)):
                what = f"{listing.type} {node.alias} is one{where}"
                yield self._finding(taken, "twice", what, "lists it twice", claim)
                return
        yield from self._strangers(taken, listing, strangers, where)

    def _strangers(self, taken: Taken, listing: Listing, items: Mapping[str, object], where: str) -> Iterable[Finding]:
        """Dead or misplaced resources of ours anywhere; unknown ones only where all are known."""
        alive = {str(node.key.id) for node in taken.after.living(listing.type)}
        dead = {str(node.key.id): node for node in taken.after.dead() if node.key.type == listing.type}
        exact = _is_exact(taken, listing)
        for id_, item in items.items():
            if id_ in dead and id_ not in alive and (exact or not is_another(item, dead[id_])):
                node = dead[id_]
                what = f"{listing.type} {node.alias} must be gone: it was destroyed in step {node.ended}"
                yield self._finding(taken, "gone", what, "still lists it", _times(taken, listing, node, 0))
                return
            # What a document shows says nothing of what the service puts there by itself, unless nothing was done.
            ours = id_ in alive or (taken.action.lists is not None and taken.action.lists.exact)
            if exact and (ours or (taken.known is not None and id_ not in taken.known)):
                kind = "misplaced" if id_ in alive else "unknown"
                what = f"{listing.type} {id_} was not made{where}"
                yield self._finding(taken, kind, what, "lists it", _length(taken, listing))
                return

    def _finding(self, taken: Taken, kind: str, what: str, seen: str, claim: Claim) -> Finding:
        return Finding(
            check=self.name, kind=kind, message=f"{what}, but {taken.action.name} {seen}", expected=_expectation(kind),
            claims=(claim,),
        )  # fmt: skip


def _times(taken: Taken, listing: Listing, node: Node, times: int) -> Claim:
    """The claim that the list shows a resource so many times."""
    path = list_path(taken.answer.body, listing.type) or ()
    return Shows(path=path, field=taken.schema.types[listing.type].id_field, value=node.key.id, times=times)


def _length(taken: Taken, listing: Listing) -> Claim:
    """The claim that the list shows as many as there are."""
    path = list_path(taken.answer.body, listing.type) or ()
    return Length(path=path, items=len(_within(taken, listing)))


def _expectation(kind: str) -> str:
    return {"missing": "it in the list", "twice": "it once"}.get(kind, "it not in the list")


def _repeats(items: tuple[object, ...], type_: ResourceType, id_: str) -> bool:
    """True where the same item is there twice, and not two of one id below different parents."""
    same = [item for item in items if str(_id(item, type_)) == id_]
    return any(same.count(item) > 1 for item in same)


def _dead(taken: Taken, type_: ResourceType) -> dict[str, Node]:
    """The dead by id, where it matters in which state they died."""
    if not type_.shown_states or type_.deleted_state is not None:
        return {}
    living = {node.key.id for node in taken.after.living(type_.name)}
    gone = (node for node in taken.after.dead() if node.key.type == type_.name and node.key.id not in living)
    return {str(node.key.id): node for node in gone}


def _id(item: object, type_: ResourceType) -> object:
    return item_id(item, type_.id_field)


def _scope(taken: Taken, listing: Listing) -> Key | None:
    return taken.roles[listing.within] if listing.within is not None else None


def _within(taken: Taken, listing: Listing) -> tuple[Node, ...]:
    """The living resources that the list must show: below the resource of its role, or linked to it."""
    scope = _scope(taken, listing)
    if scope is None:
        return taken.after.living(listing.type)
    if taken.schema.is_above(scope.type, listing.type):
        return taken.after.descendants(scope, listing.type)
    return tuple(node for node in taken.after.referrers(scope) if node.key.type == listing.type)


def _is_exact(taken: Taken, listing: Listing) -> bool:
    scope = _scope(taken, listing)
    return (listing.exact or taken.bare) and scope is not None and taken.schema.types[listing.type].parent == scope.type


def _where(taken: Taken, listing: Listing) -> str:
    scope = _scope(taken, listing)
    return f" in {taken.name(scope)}" if scope is not None else ""
