"""Path templates: ``/v1/projects/{id}/docs:publish`` as literals and parameters, by position and not by name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from .words import word_set

Key: TypeAlias = tuple[str, ...]
"""A path by position: literals as they stand, ``{}`` for each parameter."""

HOLE = "{}"
_CALLED = re.compile(r"(?P<noun>[^{}()]+)\(['\"]?(?P<hole>\{[^{}]+\})['\"]?\)")
_VERB = re.compile(r"(?P<rest>.*[^:/]):(?P<verb>[A-Za-z][\w-]*)")
_SUFFIX = re.compile(r"\.(json|xml|\{format\}|\{_format\})$")
_VERSION = re.compile(
    r"v\d+([._]\d+)*(alpha|beta|rc|preview)?\d*|\d+([.-]\d+)*|\{?(api[-_]?)?version\}?", re.IGNORECASE
)
_PREFIXES = word_set("api rest")
_SIGNS = "+*$.;?&#/"


@dataclass(frozen=True)
class Template:
    """A path template. Not slotted: what is derived is kept once derived.

    ``flat`` are the segments that a parameter stands for which holds a whole resource name, see ``resource_names``.
    """

    text: str
    flat: tuple[str, ...] = ()

    @cached_property
    def segments(self) -> tuple[str, ...]:
        """The parts between slashes; ``Users({id})`` and ``docs:publish`` are two, ``.json`` at the end is none."""
        if self.flat:
            return self.flat
        path = re.split(r"[?#]", self.text, maxsplit=1)[0]
        found: list[str] = []
        for part in _SUFFIX.sub("", path).strip("/").split("/"):
            verb = _VERB.fullmatch(part)
            noun = verb["rest"] if verb else part
            called = _CALLED.fullmatch(noun)
            found += [called["noun"], called["hole"]] if called else [noun] if noun else []
            found += [verb["verb"]] if verb else []
        return tuple(found)

    @cached_property
    def key(self) -> Key:
        """The path by position."""
        return tuple(HOLE if _is_hole(part) else part for part in self.segments)

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters in their order, those in the middle of a segment too."""
        return tuple(name.strip(_SIGNS) for name in re.findall(r"\{([^{}]*)\}", self.text))

    @cached_property
    def holes(self) -> tuple[tuple[int, str], ...]:
        """(length of the key up to and with it, name) of each parameter that is a segment of its own."""
        return tuple(
            (index + 1, part[1:-1].strip(_SIGNS)) for index, part in enumerate(self.segments) if _is_hole(part)
        )  # fmt: skip

    def filled(self, values: Mapping[str, str]) -> str:
        """The path with a value for each parameter, however it is written: ``{id}``, ``{+id}``, ``{id*}``.

        Raises KeyError for a parameter without a value, so that nothing is ever sent as it stands.
        """
        return re.sub(r"\{([^{}]*)\}", lambda found: values[found[1].strip(_SIGNS)], self.text)

    @property
    def is_procedure(self) -> bool:
        """True for what is a call and no place: ``/chat.postMessage``, ``/#Action=Stop``."""
        return "#" in self.text or "?" in self.text or bool(re.search(r"[a-z]\.[a-z]\w*$", _SUFFIX.sub("", self.text)))


def _is_hole(part: str) -> bool:
    return part.startswith("{") and part.endswith("}") and part.count("{") == 1 and len(part) > 2


def is_prefix(segment: str) -> bool:
    """True for a segment that names no resource: a version, ``api``, ``rest``."""
    return segment.casefold() in _PREFIXES or _VERSION.fullmatch(segment) is not None


def without_prefix(key: Key) -> Key:
    """A key without what it begins with and that names no resource."""
    start = next((at for at, part in enumerate(key) if not is_prefix(part)), len(key))
    return key[start:]


def shown(key: Key) -> str:
    """A key as a path."""
    return "/" + "/".join(key)
