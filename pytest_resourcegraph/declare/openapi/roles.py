"""Roles: what each operation does with the items of which type, or why it does nothing that can be told."""

from dataclasses import dataclass

from .derivation import OperationRole as Role
from .document import Operation
from .parents import Parents, is_id
from .paths import HOLE, Key
from .places import Places
from .shapes import alike
from .sighting import Sighting
from .verbs import (
    ASKING,
    BULK,
    CREATE,
    DESTROY,
    LIST,
    READ,
    REPLACE,
    SEARCH,
    SHOW,
    UPDATE,
    UPSERT,
    begins_with,
    changes_by_name,
    first_verb,
    is_verb,
)
from .words import is_plural, snake, words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The role of an operation for a type; for ``OTHER`` the ``reason``. ``body_id`` names the subject in the body.

    ``part`` says that an action reads or writes a part of its subject, ``several`` of which type it changes all.
    """

    role: Role
    sighting: Sighting | None = None
    reason: str = ""
    confidence: float = 0.5
    body_id: str | None = None
    unsafe: bool = False
    part: bool = False
    several: Sighting | None = None


def _other(reason: str, sighting: Sighting | None = None, *, unsafe: bool = False) -> Verdict:
    return Verdict(role=Role.OTHER, sighting=sighting, reason=reason, unsafe=unsafe)


_MUCH = 0.2  # the share of fields that a PUT may lack and still take the whole


class Roles:
    """Judges every operation of a document, given its types."""

    def __init__(self, places: Places, sightings: list[Sighting], parents: Parents) -> None:
        self._places = places
        self._parents = parents
        self._items = {key: sighting for sighting in sightings for key in sighting.items}
        self._collections = {key: sighting for sighting in sightings for key in sighting.collections}
        self._around = {key[:-1]: sighting for key, sighting in self._items.items()} | self._collections

    def verdict(self, operation: Operation) -> Verdict:
        """The role of one operation."""
        key = operation.template.key
        if operation.template.is_procedure:
            return _other("it is a procedure call: its path names no resource")
        if operation.method in ("head", "options", "trace"):
            return _other(f"{operation.method.upper()} neither shows nor changes a resource")
        if operation.method == "get" and key and self._changes(operation):
            return _other("a GET that seems to change state, so that calling it is not safe", unsafe=True)
        if key in self._items and not self._of_parts(operation):
            return self._on_item(operation, self._items[key])
        if key in self._collections:
            return self._on_collection(operation, self._collections[key])
        return self._elsewhere(operation, key)

    def _changes(self, operation: Operation) -> bool:
        last = operation.template.key[-1]
        if last != HOLE and changes_by_name(last) and not self._places.answers_list(operation):
            return operation.template.key not in self._collections
        return first_verb(operation.id, (DESTROY, READ | LIST | SEARCH)) is DESTROY

    def _of_parts(self, operation: Operation) -> bool:
        """True where the address of one is the collection of what is below it, and the operation is about that."""
        if operation.template.key not in self._collections or operation.method not in ("get", "post"):
            return False
        return operation.method == "post" or self._places.lists(operation) is True

    def _on_item(self, operation: Operation, sighting: Sighting) -> Verdict:
        match operation.method:
            case "get":
                return Verdict(role=Role.READ, sighting=sighting, confidence=0.95)
            case "delete":
                return Verdict(role=Role.DESTROY, sighting=sighting, confidence=0.95)
            case "patch":
                return Verdict(role=Role.UPDATE, sighting=sighting, confidence=0.95)
            case "put":
                if self._puts_new(operation, sighting):
                    return Verdict(role=Role.CREATE, sighting=sighting, confidence=0.8)
                if self._takes_a_part(operation, sighting):
                    return Verdict(role=Role.UPDATE, sighting=sighting, confidence=0.8)
                return Verdict(role=Role.REPLACE, sighting=sighting, confidence=0.9)
        return self._posted_item(operation, sighting)

    def _puts_new(self, operation: Operation, sighting: Sighting) -> bool:
        """True for a PUT that makes what the client named, where nothing else makes one."""
        if self._is_made(sighting):
            return False
        verb = first_verb(operation.id or operation.summary, (CREATE | UPSERT - {"put", "set"}, UPDATE | REPLACE))
        if verb is not None and verb is not UPDATE | REPLACE and verb & CREATE:
            return True
        return "201" in operation.responses or (operation.body is None and verb is None)

    def _takes_a_part(self, operation: Operation, sighting: Sighting) -> bool:
        """True for a PUT whose body has no room for much of what the creation takes."""
        posts = [self._places.operation(key, "post") for key in sighting.collections]
        made = [post.body for post in posts if post is not None and self._creates(post, sighting)]
        bodies = [one for one in made if one is not None]
        if not bodies or operation.body is None:
            return False
        whole, taken = self._places.shapes.of(bodies[0].schema), self._places.shapes.of(operation.body.schema)
        said = {name for name in whole.properties if not is_id(name)}
        lacking = said - set(taken.properties)
        if not taken.properties:
            return False
        return bool(lacking & whole.required) or len(lacking) > _MUCH * len(said)

    def _is_made(self, sighting: Sighting) -> bool:
        posts = [self._places.operation(key, "post") for key in sighting.collections]
        return any(post is not None and self._creates(post, sighting) for post in posts)

    def _posted_item(self, operation: Operation, sighting: Sighting) -> Verdict:
        key = operation.template.key
        name = operation.id or operation.summary
        verb = first_verb(name, (CREATE - {"post"}, UPDATE | REPLACE, DESTROY, SEARCH | READ))
        if verb is not None and verb & UPDATE:
            return Verdict(role=Role.UPDATE, sighting=sighting, confidence=0.9)
        if verb is DESTROY:
            return Verdict(role=Role.DESTROY, sighting=sighting, confidence=0.7)
        if verb is not None and verb & CREATE and not self._is_made(sighting):
            return Verdict(role=Role.CREATE, sighting=sighting, confidence=0.7)
        if verb is not None and verb & SEARCH:
            return _other("a POST that only asks", sighting)
        if not self._places.methods(key) & {"put", "patch"} and (verb is None or not verb & CREATE):
            return Verdict(role=Role.UPDATE, sighting=sighting, confidence=0.7)
        return Verdict(role=Role.ACTION, sighting=sighting, confidence=0.5)

    def _on_collection(self, operation: Operation, sighting: Sighting) -> Verdict:
        match operation.method:
            case "get":
                if self._places.answers_list(operation) is False:
                    return _other("a GET of a collection that does not answer with a list", sighting)
                return Verdict(role=Role.LIST, sighting=sighting, confidence=0.95)
            case "post":
                if self._creates(operation, sighting):
                    sure = "201" in operation.responses or first_verb(operation.id, (CREATE,)) is not None
                    return Verdict(role=Role.CREATE, sighting=sighting, confidence=0.95 if sure else 0.85)
                return _other("a POST to a collection that does not make one: it asks, or changes several", sighting)
        return self._changed_by_body(operation, sighting)

    def _creates(self, operation: Operation, sighting: Sighting) -> bool:
        """True for a POST to a collection, unless its name says otherwise, or it takes or gives several."""
        if operation.body is not None and self._places.shapes.of(operation.body.schema).items is not None:
            return False
        if "201" in operation.responses:
            return True
        # An export is a thing as well, where it is what the type is called.
        name = " ".join(word for word in words_of(operation.id or operation.summary) if word != sighting.noun)
        other = DESTROY | SEARCH | LIST | READ | UPDATE | REPLACE | BULK
        if not begins_with(name, other) and CREATE & set(words_of(name)):
            return True  # loadBalancers_create, checkRunCreate
        return first_verb(name, (CREATE | UPSERT, other)) is not other

    def _changed_by_body(self, operation: Operation, sighting: Sighting) -> Verdict:
        """``PUT /pets`` whose body is one pet with its id."""
        several = self._of_all(operation, sighting)
        if operation.method == "delete" or operation.body is None or self._has(sighting, "put", "patch"):
            return several
        shape = self._places.shapes.of(operation.body.schema)
        named = next((name for name in shape.properties if snake(name) in ("id", "uuid", f"{sighting.noun}_id")), None)
        hidden = named is not None and self._places.shapes.of(shape.properties[named]).schema.get("readOnly")
        if named is None or hidden or shape.items is not None or alike(shape, sighting.shape) is not True:
            return several
        role = Role.UPDATE if operation.method == "patch" else Role.REPLACE
        return Verdict(role=role, sighting=sighting, confidence=0.75, body_id=named)

    def _of_all(self, operation: Operation, sighting: Sighting) -> Verdict:
        """A change of a whole collection: an action of what it is below."""
        above = next(self._parents.above((*operation.template.key, "")), None)
        if above is None:
            return _other(f"{operation.method.upper()} of a whole collection", sighting)
        return Verdict(role=Role.ACTION, sighting=above[0], confidence=0.5, several=sighting)

    def _elsewhere(self, operation: Operation, key: Key) -> Verdict:
        last = key[-1] if key else ""
        if last == HOLE:
            return self._by_value(operation, key)
        above = next(self._parents.above((*key, "")), None)
        if key[:-1] in self._around and last:
            return self._verb_on_collection(operation, self._around[key[:-1]], last)
        if above is None:
            return _other("no resource type fits its path")
        sighting, prefix, confidence = above
        if key[:-1] == prefix:
            return self._verb_on_item(operation, sighting, last, confidence)
        if operation.method != "get" and is_verb(last) and HOLE not in key[len(prefix) :]:
            return Verdict(role=Role.ACTION, sighting=sighting, confidence=0.6)
        return self._part(operation, sighting, 0.5)

    def _part(self, operation: Operation, sighting: Sighting, confidence: float) -> Verdict:
        """What is below one and no type itself: it is read or written as a part of that one, unless it only asks."""
        last = operation.template.key[-1]
        if last != HOLE and begins_with(last, ASKING):
            return _other(f"'{last}' only asks", sighting)
        return Verdict(role=Role.ACTION, sighting=sighting, confidence=confidence, part=True)

    def _by_value(self, operation: Operation, key: Key) -> Verdict:
        above = next(self._parents.above(key), None)
        if above is not None:
            return self._part(operation, above[0], 0.4)
        return _other("its path ends in a value, and nothing makes or lists what it names")

    def _verb_on_collection(self, operation: Operation, sighting: Sighting, last: str) -> Verdict:
        post, whole = operation.method in ("post", "put"), len(words_of(last)) == 1
        if post and whole and begins_with(last, CREATE | {"create"}) and not self._is_made(sighting):
            return Verdict(role=Role.CREATE, sighting=sighting, confidence=0.8)
        if operation.method == "get" and whole and begins_with(last, LIST) and self._places.answers_list(operation):
            return Verdict(role=Role.LIST, sighting=sighting, confidence=0.8)
        above = next(self._parents.above((*operation.template.key, "")), None)
        if above is not None:
            return self._part(operation, above[0], 0.4)
        if is_verb(last):
            return _other(f"'{last}' is about several or none of the collection, not about one", sighting)
        return _other(f"'{last}' stands where an id does: it names a fixed one or a view", sighting)

    def _verb_on_item(self, operation: Operation, sighting: Sighting, last: str, confidence: float) -> Verdict:
        if operation.method == "get" and last in SHOW and not self._has(sighting, "get"):
            return Verdict(role=Role.READ, sighting=sighting, confidence=0.75)
        if operation.method == "get":
            return self._part(operation, sighting, 0.6)
        single = len(words_of(last)) == 1
        if single and begins_with(last, DESTROY) and not self._has(sighting, "delete"):
            return Verdict(role=Role.DESTROY, sighting=sighting, confidence=0.75)
        if single and begins_with(last, UPDATE) and not self._has(sighting, "put", "patch"):
            return Verdict(role=Role.UPDATE, sighting=sighting, confidence=0.75)
        if is_verb(last) and not begins_with(last, ASKING):
            return Verdict(role=Role.ACTION, sighting=sighting, confidence=min(confidence, 0.9))
        makes = operation.method == "post" and (first_verb(operation.id, (CREATE,)) is not None or not operation.id)
        if "get" in self._places.methods(operation.template.key) or (makes and is_plural(words_of(last)[-1])):
            return self._part(operation, sighting, 0.6)
        if begins_with(last, ASKING):
            return _other(f"'{last}' only asks", sighting)
        return Verdict(role=Role.ACTION, sighting=sighting, confidence=0.6)

    def _has(self, sighting: Sighting, *methods: str) -> bool:
        return any(method in self._places.methods(key) for key in sighting.items for method in methods)
