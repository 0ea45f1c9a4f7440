"""The catalogue of bugs that can be switched on, each hidden in a sequence of requests."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bug:
    """One deliberate mistake: its name, the oracle that should see it, and what the service does wrong."""

    name: str
    oracle: str
    says: str


CATALOGUE = (
    Bug("rename-onto-taken-name", "predicted status", "a workspace may be renamed to a name that is taken"),
    Bug("handle-unique-everywhere", "predicted status", "a handle of one workspace is refused in another"),
    Bug("second-delete-crashes", "no server error", "deleting a member a second time answers 500"),
    Bug("upload-with-notes-crashes", "no server error", "deleting an upload that has notes answers 500"),
    Bug("rename-not-stored", "alive is readable", "renaming a workspace answers the new name, keeps the old"),
    Bug("cached-upload-read", "gone is gone", "an upload read once is still answered after its deletion"),
    Bug("second-delete-accepted", "gone is gone", "deleting an upload a second time answers 204"),
    Bug("orphan-notes", "gone is gone", "the delete of a workspace misses the notes two levels down"),
    Bug("orphan-members", "gone is gone", "the delete of a workspace misses its members"),
    Bug("orphan-sold-purchases", "gone is gone", "the delete of a workspace misses purchases past their draft"),
    Bug("deleted-note-updatable", "gone is gone", "updating a deleted note answers 200"),
    Bug("deleted-purchase-submittable", "gone is gone", "submitting a deleted purchase answers 200"),
    Bug("note-delete-takes-all", "siblings stay", "deleting one note deletes all notes of the upload"),
    Bug("member-delete-by-prefix", "siblings stay", "deleting member `a` deletes `a-staging` as well"),
    Bug("finish-touches-siblings", "siblings stay", "finishing one upload finishes all of the workspace"),
    Bug("role-change-everywhere", "siblings stay", "a new role changes the same handle in other workspaces"),
    Bug("note-through-any-upload", "right parent", "a note is readable through another upload"),
    Bug("purchase-takes-foreign-upload", "right parent", "a purchase accepts an upload of another workspace"),
    Bug("list-keeps-deleted-upload", "lists agree", "the list of uploads still shows a deleted one"),
    Bug("list-misses-second-upload", "lists agree", "the list of uploads leaves out the second"),
    Bug("rename-leaves-copy", "lists agree", "a renamed upload stays in the list under its old name too"),
    Bug("list-repeats-workspace", "lists agree", "the list shows a workspace once for each of its members"),
    Bug("refused-name-stored", "refusal changes nothing", "a workspace refused for its name is stored"),
    Bug("refused-purchase-left-behind", "refusal changes nothing", "a purchase refused for its upload is stored"),
    Bug("refused-cancel-cancels", "refusal changes nothing", "a refused cancel of a paid purchase cancels it"),
    Bug("refused-submit-duplicates", "refusal changes nothing", "a refused second submit copies the purchase"),
    Bug("finish-accepted-twice", "state follows the lifecycle", "a ready upload can be finished again"),
    Bug("archive-from-pending", "state follows the lifecycle", "a pending upload can be archived"),
    Bug("paid-purchase-cancellable", "state follows the lifecycle", "a paid purchase can be cancelled"),
    Bug("submit-keeps-draft", "state follows the lifecycle", "submit answers well, the purchase stays draft"),
    Bug("pay-ships", "state follows the lifecycle", "paying moves a purchase to shipped instead of paid"),
    Bug("submitted-purchase-deletable", "state follows the lifecycle", "a submitted purchase can be deleted"),
    Bug("upload-id-reused", "born empty", "a new upload gets the id of the last deleted one"),
    Bug("upload-inherits-notes", "born empty", "a new upload gets the notes of the last deleted one"),
    Bug("upload-count-drifts", "there and back", "upload_count is not decremented by a delete"),
    Bug("freed-name-stays-taken", "freed key", "the name of a deleted workspace cannot be used again"),
    Bug("freed-handle-stays-taken", "freed key", "the handle of a deleted member cannot be used again"),
    Bug("third-member-crashes", "how many", "the third member of a workspace answers 500"),
    Bug("stranger-reads-upload", "other actor", "another user can read an upload"),
    Bug("stranger-deletes-workspace", "other actor", "another user can delete a workspace"),
    Bug("stranger-sees-workspaces", "other actor", "the list of workspaces shows those of other users"),
    Bug("note-without-credentials", "other actor", "a note is readable without credentials"),
    Bug("size-becomes-string", "body", "finishing an upload answers its size as a string"),
    Bug("dangling-purchase-upload", "invariants", "deleting an upload leaves its id in the purchases that name it"),
    Bug("archived-counted-twice", "invariants", "upload_count counts an archived upload twice"),
)
NAMES = frozenset(bug.name for bug in CATALOGUE)


class UnknownBug(ValueError):
    """A name that is not in the catalogue."""


class Bugs:
    """Which bugs are on. The clean twin is `Bugs()`."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._on: frozenset[str] = frozenset()
        self.switch(names)

    def on(self, name: str) -> bool:
        """Whether this bug is on; a name outside the catalogue raises, so a branch cannot be misspelt."""
        _known({name})
        return name in self._on

    def switch(self, names: Iterable[str]) -> None:
        """Turn exactly these bugs on and all others off."""
        chosen = frozenset(names)
        _known(chosen)
        self._on = chosen


def _known(names: Iterable[str]) -> None:
    unknown = sorted(set(names) - NAMES)
    if unknown:
        raise UnknownBug(f"no such bug: {', '.join(unknown)}\nknown bugs: {', '.join(sorted(NAMES))}")
