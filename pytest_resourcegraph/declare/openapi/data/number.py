"""Numbers within bounds."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor, inf, nextafter

from .dialect import Node
from .made import Stuck

_BITS = {"int32": 31, "int64": 63}
_TRIES = 4


def numbers(keywords: Node, n: int, *, whole: bool, broken: bool = False) -> Iterator[int | float]:
    """The number ``n`` that the keywords allow, counted from the most usual one, and a few after it.

    ``broken`` asks for one that is no integer, if there is one. Raises Stuck where there is no number.
    """
    low, high = _bounds(keywords, whole=whole)
    first, last, step = steps(keywords, whole=whole)
    if first is not None and last is not None and first > last:
        if whole or "multipleOf" in keywords or low is None or high is None or low > high:
            raise Stuck((), f"no number is between {_text(low)} and {_text(high)} in steps of {_text(step)}")
        for index in range(_TRIES):
            yield float(low + (high - low) * Fraction(1 + (n + index) % 7, 8))
        yield float(low)
        return
    usual = ceil(1 / step)
    if broken and not whole and "multipleOf" not in keywords:
        between = _counted(first, last, usual, n) + Fraction(1, 2)
        if high is None or between < high:
            yield float(between)
    for index in range(_TRIES):
        yield plain(_counted(first, last, usual, n + index) * step)


def steps(keywords: Node, *, whole: bool) -> tuple[int | None, int | None, Fraction]:
    """The numbers that the keywords allow, as multiples of a step: the first, the last (None: no bound), and the step.

    The step is 1 where none is said, also for what need not be an integer.
    """
    low, high = _bounds(keywords, whole=whole)
    step = _step(keywords, whole=whole)
    first = None if low is None else ceil(low / step) + (low in _open(keywords, "exclusiveMinimum", step))
    last = None if high is None else floor(high / step) - (high in _open(keywords, "exclusiveMaximum", step))
    return first, last, step


def float_ends(keywords: Node) -> tuple[float | None, float | None]:
    """The least and the greatest float that the keywords allow but for ``multipleOf``; None where there is no bound."""
    low, high = _bounds(keywords, whole=False)
    return _end(keywords, "exclusiveMinimum", low, inf), _end(keywords, "exclusiveMaximum", high, -inf)


def _end(keywords: Node, key: str, bound: Fraction | None, inside: float) -> float | None:
    if bound is None:
        return None
    is_out = key in keywords and _fraction(keywords[key]) == bound
    try:
        return nextafter(float(bound), inside) if is_out else float(bound)
    except OverflowError:
        return None  # no float reaches it


def plain(number: Fraction) -> int | float:
    """The number as JSON has it: an integer where it is one."""
    return int(number) if number.denominator == 1 else float(number)


def _counted(first: int | None, last: int | None, usual: int, n: int) -> int:
    """The integer number ``n`` of those between, beginning at the usual one and coming round."""
    if first is not None and last is not None:
        start = min(max(usual, first), last)
        return first + (start - first + n) % (last - first + 1)
    if last is not None:
        return min(usual, last) - n
    return max(usual, usual if first is None else first) + n


def _bounds(keywords: Node, *, whole: bool) -> tuple[Fraction | None, Fraction | None]:
    bits = _BITS.get(keywords.get("format", "")) if whole else None
    lows = [keywords.get("minimum"), keywords.get("exclusiveMinimum"), -(1 << bits) if bits else None]
    highs = [keywords.get("maximum"), keywords.get("exclusiveMaximum"), (1 << bits) - 1 if bits else None]
    return (
        max((_fraction(low) for low in lows if low is not None), default=None),
        min((_fraction(high) for high in highs if high is not None), default=None),
    )


def _open(keywords: Node, key: str, step: Fraction) -> tuple[Fraction, ...]:
    """The excluded bound, if it lies on a step and so has to be left out."""
    bound = _fraction(keywords[key]) if key in keywords else None
    return (bound,) if bound is not None and not bound % step else ()


def _step(keywords: Node, *, whole: bool) -> Fraction:
    said = _fraction(keywords["multipleOf"]) if "multipleOf" in keywords else Fraction(1)
    if not whole:
        return said
    # The least that is a multiple of both: of one, and of what is said.
    return Fraction(said.numerator)


def _fraction(number: int | float) -> Fraction:
    """As it is written down, so that 0.1 is a tenth."""
    return Fraction(str(number))


def _text(number: Fraction | None) -> str:
    return "-" if number is None else str(plain(number))
