"""Right parent: through another parent of the same type a resource is not found."""

from collections.abc import Iterable

from ..model.check import Finding, Taken
from .aspect import RIGHT_PARENT, of_refusal
from .refused import complied


class RightParent:
    """Finds a resource that can be reached below a parent which is not its own."""

    name = RIGHT_PARENT

    def judge(self, taken: Taken) -> Iterable[Finding]:
        """A finding where the step names another parent and is not refused."""
        if taken.broken and of_refusal(taken) == self.name:
            yield from complied(self.name, taken)
