"""Born empty: a new resource has nothing in it, whatever another one had that was there before."""

from collections.abc import Iterable

from ..events.claim import Length
from ..model.action import Action
from ..model.answer import list_path, listed_items
from ..model.check import Finding, Taken
from ..model.schema import Schema


class BornEmpty:
    """Finds a new resource that comes with children: those of a dead one, mostly.

    A listing that is not ``exact`` may show what the service puts there by itself.
    """

    name = "born-empty"

    def concerns(self, action: Action, schema: Schema) -> bool:
        """True for what lists."""
        return action.lists is not None

    def judge(self, taken: Taken) -> Iterable[Finding]:
        """A finding where a list below what was just made is not empty."""
        listing, follows = taken.action.lists, taken.follows
        if listing is None or follows is None or taken.broken or not taken.succeeded or taken.relation != "list below":
            return
        scope = taken.roles.get(listing.within or "")
        if (
            scope is None
            or scope != follows.made
            or not (listing.exact or taken.bare)
            or taken.after.descendants(scope, listing.type)
        ):
            return
        path = list_path(taken.answer.body, listing.type)
        items = listed_items(taken.answer.body, listing.type)
        if path is not None and items:
            yield Finding(
                check=self.name, kind="not-empty", expected="an empty list", claims=(Length(path=path, items=0),),
                message=f"{taken.name(scope)} is new and must be empty, but {taken.action.name} shows {len(items)} "
                "in it",
            )  # fmt: skip
