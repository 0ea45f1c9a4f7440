"""The recording of a finding, from the events of the sequence that shows it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from ...events.claim import FieldAsIn, FieldIs, Length, Listed, StatusIs
from ...events.exchange import MASKED, Exchange
from ...events.facts import Event, Purpose
from ..text import clean, clean_lines
from .body_path import leaves, noun
from .headers import sets_cookies, value_of
from .leftover import leftovers
from .material import Material, Taken, material
from .naming import Naming
from .polling import Polled, polled
from .recording import Bind, Expectation, Recording, Request, Step
from .rewriting import Rewriting
from .source import numbered, path_segments, sources
from .template import Demand, Part, Slot, places
from .unique_value import digits
from .variable import Variables


def record(events: Iterable[Event]) -> Recording:
    """The recording of the first finding that these events tell."""
    return _Recorder(material(events)).recording()


class _Recorder:
    def __init__(self, told: Material) -> None:
        self._told = told
        self._exchanges = [exchange for step in (*told.steps, *told.cleanup) for exchange in step.exchanges]
        self._digits = _client_made(self._exchanges)
        variables = Variables()
        shown = [exchange for step in told.steps for exchange in step.exchanges]
        naming = Naming(shown, sources(told.steps, self._digits, variables), self._digits, variables)
        self._rewriting = Rewriting(naming, self._digits)
        self._naming = naming
        self._jar = sets_cookies(self._exchanges)
        self._last = len(shown) - 1

    def recording(self) -> Recording:
        told = self._told
        steps = [
            self._step(step, first, number)
            for number, (step, first) in enumerate(numbered(told.steps), start=1)
        ]  # fmt: skip
        cleanup = [
            self._step(step, len(self._naming.exchanges) + first, 0) for step, first in numbered(told.cleanup)
        ]  # fmt: skip
        expected, unasked = self._expected()
        cleanup += leftovers(told, steps, self._naming)
        used = {part for step in (*steps, *cleanup) for request in step.requests for part in request.places}
        used |= {part for one in expected for part in places(one.value)}
        bound = [
            replace(shown, requests=tuple(self._bound(step, first, shown, used)))
            for (step, first), shown in zip(numbered(told.steps), steps, strict=True)
        ]
        urls = [exchange.url for exchange in self._exchanges]
        return Recording(
            name=told.started.name,
            message=_lines(told.failing.found[0].message if told.failing and told.failing.found else told.reason),
            url=clean(_origin(urls[0])) if urls else "",
            steps=tuple(bound),
            cleanup=tuple(step for step in cleanup if step.requests),
            expected=expected,
            unjudged=self._unjudged(expected, unasked),
            demands=tuple(sorted((part for part in used if isinstance(part, Demand)), key=lambda part: part.name)),
        )

    def _step(self, step: Taken, first: int, number: int) -> Step:
        """A step with its requests; ``first`` is the number of its first exchange."""
        words = frozenset(re.findall(r"[\w.-]+", step.started.text))
        actor = step.started.actor or self._told.actor
        requests = tuple(self._request(group, first, actor, words) for group in polled(step.exchanges, step.times))
        label = f"{'' if step.started.purpose is Purpose.PLANNED else 'after '}step {step.started.number}"
        destroys = bool(step.destroyed) and not step.cleans
        return Step(
            number=number, label=label, text=clean(step.started.text), requests=requests, destroys=destroys
        )  # fmt: skip

    def _request(self, group: Polled, first: int, actor: str, words: frozenset[str]) -> Request:
        exchange, now = group.exchange, first + group.first
        body, is_json = self._rewriting.body(exchange, now, words)
        return Request(
            method=_method(exchange.method),
            target=self._rewriting.target(exchange.url, now, words),
            headers=self._rewriting.headers(exchange, actor, now, words, jar=self._jar),
            body=body, is_json=is_json, status=exchange.status,
            times=group.times, pause=group.pause, settles=group.settles,
            jar=(actor or "first") if self._jar else "",
        )  # fmt: skip

    def _bound(self, step: Taken, first: int, shown: Step, used: set[Part]) -> Iterator[Request]:
        """The requests of a step with what is taken from their answers, as far as it is used."""
        for group, request in zip(polled(step.exchanges, step.times), shown.requests, strict=True):
            numbers = range(first + group.first, first + group.first + group.times)
            yield replace(
                request,
                binds=tuple(
                    Bind(name=one.name, path=one.path, located=one.located, needed=one.made != self._last)
                    for one in self._naming.sources
                    if one.made in numbers and Slot(one.name) in used
                ),
            )

    def _expected(self) -> tuple[tuple[Expectation, ...], str]:
        """What is claimed of the last answer, and why not all of it can be asked in another run."""
        failing = self._told.failing
        if failing is None or not failing.found or not failing.exchanges:
            return (), ""
        words = frozenset(re.findall(r"[\w.-]+", failing.started.text))
        url = failing.exchanges[-1].url
        expected, unasked = [], ""
        for claim in failing.found[0].claims:
            match claim:
                case FieldIs():
                    value = self._rewriting.json(claim.value, self._last, words, noun(claim.path))
                    expected.append(Expectation(claim=claim, value=value))
                case Listed():
                    name = next((one for one in reversed(path_segments(url)) if one.isalpha()), claim.field)
                    value = self._rewriting.json(claim.value, self._last, words, name)
                    if claim.times == 0 and not places(value) and not self._is_sent(claim.value):
                        unasked = f"whether {clean(str(claim.value))} is listed cannot be asked: no other run has it"
                    else:
                        expected.append(Expectation(claim=claim, value=value))
                case StatusIs() | FieldAsIn() | Length():
                    expected.append(Expectation(claim=claim))
        return tuple(expected), unasked

    def _is_sent(self, value: object) -> bool:
        return any(value == one for exchange in self._exchanges for _, one in leaves(exchange.request_body))

    def _unjudged(self, expected: tuple[Expectation, ...], unasked: str) -> str:
        failing, steps = self._told.failing, self._told.steps
        if failing is None:
            return "no step of the sequence failed"
        if not failing.exchanges:
            return "the failing step sent no request that was recorded"
        for number, step in enumerate(steps, start=1):
            if not step.exchanges and step.started.purpose is Purpose.PLANNED:
                return f"step {number} sent no request that was recorded"
            if any(_is_cut(exchange) for exchange in step.exchanges):
                return f"the body that step {number} sent was not recorded whole"
        if not failing.found:
            return "the last step could not be taken, and nothing was compared"
        asked = {one.claim.step for one in expected if isinstance(one.claim, FieldAsIn)}
        if any(not 1 <= number <= len(steps) or not steps[number - 1].exchanges for number in asked):
            return "the answer that the last one is compared with was not recorded"
        if unasked or not expected:
            return unasked or f"what '{clean(failing.found[0].check)}' compares cannot be compared by a script"
        return ""


def _client_made(exchanges: Iterable[Exchange]) -> frozenset[str]:
    """The digits of the unique values that were sent before an answer showed them."""
    sent: set[str] = set()
    shown: set[str] = set()
    for exchange in exchanges:
        texts = [exchange.url, *(value for _, value in exchange.request_headers)]
        texts += [value for _, value in leaves(exchange.request_body) if isinstance(value, str)]
        sent |= digits(texts) - shown
        shown |= digits(value for _, value in leaves(exchange.response_body) if isinstance(value, str)) - sent
    return frozenset(sent)


def _is_cut(exchange: Exchange) -> bool:
    """True for a text that is not as long as what was sent."""
    sent, length = exchange.request_body, value_of(exchange, "content-length")
    if not isinstance(sent, str) or not length.isdigit() or MASKED in sent:
        return False
    return int(length) > len(sent.encode("utf-8", "surrogatepass")) + 2


def _lines(message: str) -> str:
    """The message with its lines, and nothing in it that a terminal would obey."""
    return "\n".join(line for line in clean_lines(message) if line.strip())


def _method(method: str) -> str:
    """The method as a word of letters: it is written into a program."""
    return re.sub(r"[^A-Za-z-]", "", method).strip("-") or "GET"


def _origin(url: str) -> str:
    """Scheme, host and port, without what else stands there."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
