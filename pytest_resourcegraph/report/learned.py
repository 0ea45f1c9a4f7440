"""The lifecycles that a run has seen, as lines that can be pasted into resourcegraph.yaml: then they are predicted."""

import json
import re
from collections.abc import Iterable, Iterator

from ..events.facts import Learned
from .lines import Line, Style
from .text import clean

_MEANT = ("null", "true", "false", "yes", "no", "on", "off")
TITLE = "  learned moves (pasted into resourcegraph.yaml, they are predicted)"


def learned_lines(learned: Iterable[Learned]) -> list[Line]:
    """The lines; none where nothing was seen to move."""
    seen = [one for one in learned if one.moves]
    if not seen:
        return []
    lines = [*_types(seen), *_actions(seen)]
    return [Line(Style.HEADING, TITLE), *(Line(Style.DIM, f"    {line}") for line in lines)]


def _types(seen: Iterable[Learned]) -> Iterator[str]:
    yield "types:"
    for one in seen:
        yield f"  {_word(one.type)}: {{states: [{', '.join(map(_word, one.states))}]}}"


def _actions(seen: Iterable[Learned]) -> Iterator[str]:
    yield "actions:"
    for one in seen:
        for action in dict.fromkeys(name for name, _, _ in one.moves):
            moves = [_word(f"{source} -> {target}") for name, source, target in one.moves if name == action]
            said = moves[0] if len(moves) == 1 else f"[{', '.join(moves)}]"
            yield f"  {_word(action)}: {{moves: {{{_word(one.type)}: {said}}}}}"


def _word(text: str) -> str:
    """A YAML scalar; what could be read as something else is quoted."""
    plain = re.fullmatch(r"[A-Za-z_]\w*", text) and text.lower() not in _MEANT
    return text if plain else json.dumps(clean(text), ensure_ascii=False)
