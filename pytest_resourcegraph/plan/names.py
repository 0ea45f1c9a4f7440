"""Names of sequences: readable, unique, and fit for ``-k`` and ``--lf``."""

import re
from collections.abc import Iterable
from hashlib import blake2b

_LONGEST = 80
_DIGEST = 8


def sequence_name(number: int, actions: Iterable[str]) -> str:
    """``S0012-create_order-pay_order``: at most 80 characters, the rest as a digest, no ``[`` and no ``::``."""
    words = [re.sub(r"[^A-Za-z0-9_.]", "_", action) for action in dict.fromkeys(actions)]
    name = "-".join([f"S{number:04d}", *words])
    if len(name) <= _LONGEST:
        return name
    digest = blake2b(name.encode(), digest_size=_DIGEST // 2).hexdigest()
    return f"{name[: _LONGEST - _DIGEST - 1].rstrip('-')}-{digest}"
