"""The catalogue of faults: what goes wrong in real services, one switch each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ..model.schema import Schema
from .applies import (
    addressed_below,
    both,
    can_be_refused,
    changed_by_action,
    cleared,
    closed,
    conditional,
    counted,
    described,
    destroyed,
    ends,
    guarded_destroy,
    guarded_move,
    guarded_state,
    guarded_update,
    has_children,
    has_own_children,
    has_parent,
    has_roles,
    keyed,
    keyed_below,
    listed,
    made,
    moved,
    read,
    referred,
    shared,
    shared_list,
    updated,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a fault does, and to which types of a schema it can be done."""

    text: str
    applies: Callable[[Schema, str], bool]


CATALOGUE: Mapping[str, Kind] = MappingProxyType(
    {
        "cascade-stops": Kind("its children survive its end", both(destroyed, has_children)),
        "cached-read": Kind("a read of an ended one still answers 200", both(ends, read)),
        "destroy-ignored": Kind("a destroy answers success and destroys nothing", destroyed),
        "second-destroy-ok": Kind("a destroy of an ended one answers success", destroyed),
        "destroy-takes-siblings": Kind("a destroy ends its siblings as well", both(made, destroyed)),
        "wrong-state-accepted": Kind("an action is accepted in every state", guarded_state),
        "state-not-moved": Kind("a move answers with the new state and stays in the old one", moved),
        "refused-move-moves-anyway": Kind("a move that is refused happens all the same", guarded_move),
        "update-not-stored": Kind("an update answers with the new fields and stores nothing", updated),
        "read-through-other-parent": Kind("it is found below a parent that it is not in",
                                          both(has_parent, addressed_below)),
        "stale-list": Kind("an ended one is still listed", both(ends, listed)),
        "list-misses-second": Kind("the second one below a parent is not listed", both(made, listed)),
        "list-twice": Kind("the last one is listed twice", both(made, listed)),
        "refused-create-stores-anyway": Kind("a create that is refused stores one all the same", can_be_refused),
        "duplicate-accepted": Kind("a natural key that is taken is accepted", keyed),
        "key-not-freed": Kind("the natural key of an ended one stays taken", both(keyed, destroyed)),
        "id-reused-with-children": Kind("a new one gets the id and the children of an ended one",
                                        both(destroyed, has_children)),
        "third-fails-500": Kind("the third one below a parent makes the server fail", made),
        "parent-create-under-dead": Kind("one can be created below an ended parent",
                                         lambda schema, name: has_parent(schema, name) and made(schema, name)
                                         and ends(schema, schema.types[name].parent or "")),
        "dead-reference-accepted": Kind("one that refers to an ended one of these is accepted",
                                        both(referred, ends)),
        "condition-ignored": Kind("an action that takes one is accepted without its condition", conditional),
        "other-actor-reads": Kind("what one actor owns, another can read", both(shared, read)),
        "other-actor-changes": Kind("what one actor owns, another can change", both(shared, changed_by_action)),
        "refusal-500": Kind("what should be refused makes the server fail", has_roles),
        "destroy-takes-prefix": Kind("a destroy ends its siblings whose keys begin with its own",
                                     both(keyed, destroyed)),
        "destroy-takes-namesakes": Kind("a destroy ends what has the same key in another place",
                                        both(keyed_below, destroyed)),
        "update-touches-siblings": Kind("an update writes to its siblings as well", updated),
        "refused-update-updates-anyway": Kind("an update that is refused happens all the same", guarded_update),
        "refused-destroy-destroys-anyway": Kind("a destroy that is refused happens all the same", guarded_destroy),
        "key-taken-anywhere": Kind("a natural key is taken below every parent", keyed_below),
        "id-reused": Kind("a new one gets the id of an ended one", both(made, destroyed)),
        "inherits-children": Kind("a new one gets the children of an ended one, with an id of its own",
                                  both(made, destroyed, has_own_children)),
        "third-refused": Kind("the third one below a parent is refused", made),
        "counter-drifts": Kind("the number of them that the parent shows does not go down", counted),
        "reference-dangles": Kind("a reference still shows what is gone", cleared),
        "list-repeats-parent": Kind("one with several children is listed several times",
                                    both(listed, has_own_children)),
        "list-shown-to-strangers": Kind("what one actor owns is in the list of another", shared_list),
        "anonymous-let-in": Kind("who has no credentials is served", closed),
        "body-does-not-fit": Kind("what the system computes is shown in another form", described),
    }
)  # fmt: skip
"""The kinds of faults by name."""
