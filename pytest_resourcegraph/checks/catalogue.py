"""The built-in oracles in the order in which they are asked: the first that finds something names the difference."""

from collections.abc import Callable

from ..model.check import Check
from .access import Access
from .alive import Alive
from .body import Body
from .born_empty import BornEmpty
from .documented import Documented
from .free_key import FreeKey
from .gone import Gone
from .how_many import HowMany
from .identity import Identity
from .left_behind import LeftBehind
from .lifecycle import Lifecycle
from .listed import Listed
from .predicted import Predicted
from .references import References
from .restored import Restored
from .right_parent import RightParent
from .server_error import ServerError
from .siblings import Siblings
from .unchanged import Unchanged

CHECKS: tuple[Callable[[], Check], ...] = (
    ServerError, Gone, RightParent, Access, Lifecycle, FreeKey, HowMany, Predicted, Identity, BornEmpty, Siblings,
    Unchanged, LeftBehind, Alive, References, Listed, Restored, Body, Documented,
)  # fmt: skip
