"""Other actor: what one actor owns, another can neither read nor change; without credentials nothing is to be had."""

from collections.abc import Iterable

from ..events.claim import Listed
from ..model.action import Refusal
from ..model.answer import list_path, listed_items
from ..model.check import Finding, Taken
from .aspect import ACCESS, of_refusal
from .likeness import item_id
from .refused import complied


class Access:
    """Finds what is shown to somebody whose it is not (broken object level authorization), or to nobody at all."""

    name = ACCESS

    def judge(self, taken: Taken) -> Iterable[Finding]:
        """A finding where a step of another actor, or of none, is not refused, and where a list shows such a one."""
        if taken.broken:
            if of_refusal(taken) == self.name:
                yield from complied(self.name, taken)
        elif taken.succeeded and taken.relation == "stranger":
            yield from self._shown(taken)

    def _shown(self, taken: Taken) -> Iterable[Finding]:
        listing = taken.action.lists
        path = list_path(taken.answer.body, listing.type) if listing is not None else None
        if listing is None or path is None or _is_public(taken, listing.type):
            return
        id_field = taken.schema.types[listing.type].id_field
        items = listed_items(taken.answer.body, listing.type) or ()
        shown = {str(item_id(item, id_field)) for item in items}
        for node in taken.after.living(listing.type):
            if node.owner not in ("", taken.actor) and str(node.key.id) in shown:
                yield Finding(
                    check=self.name, kind="listed", expected="it not in the list",
                    message=f"{listing.type} {node.alias} belongs to {node.owner}, but {taken.action.name} shows it "
                    f"to {taken.actor}",
                    claims=(Listed(path=path, field=id_field, value=node.key.id, times=0),),
                )  # fmt: skip
                return


def _is_public(taken: Taken, type_name: str) -> bool:
    """Whether some reader is declared to refuse nobody: what everybody may read, everybody may find in a list."""
    return any(Refusal.OTHER_ACTOR not in reader.refusals for reader in taken.schema.readers[type_name])
