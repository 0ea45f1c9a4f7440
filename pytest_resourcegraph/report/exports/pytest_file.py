"""A finding as a test that needs pytest and requests."""

import re
from collections.abc import Iterable, Iterator
from typing import assert_never

from ...events.claim import REFUSAL, SUCCESS, FieldAsIn, FieldIs, Length, Listed, StatusIs
from ...events.facts import Event
from .preface import preface
from .python_functions import FUNCTIONS, IMPORTS
from .python_words import document, quoted, target, text
from .record import record
from .recording import Bind, Expectation, Recording, Request, Step
from .template import Words

_ENDS = (
    "The test passes where the last answer is as it has to be, and fails where the finding shows. It ends in an error",
    "where a step before was answered otherwise than recorded, or something is missing here.",
)


def pytest_file(events: Iterable[Event]) -> str:
    """A test that sends what showed the first finding of one sequence, and judges the last answer.

    It needs pytest and requests, and nothing of ours. Ids are taken from the answers, unique values are new in each
    run, and what was masked is demanded from the environment. It cleans up what it made.
    """
    return "\n".join(_lines(record(events))) + "\n"


def _lines(recording: Recording) -> Iterator[str]:
    run = ("RESOURCEGRAPH_URL=URL pytest THIS_FILE", f"without RESOURCEGRAPH_URL, it is sent to {recording.url}")
    # As comments: a docstring could be ended by what it tells.
    yield from (f"# {line}".rstrip() for line in preface(recording, run, _ENDS))
    yield ""
    yield IMPORTS
    yield f'URL = os.environ.get("RESOURCEGRAPH_URL", {quoted(recording.url)}).rstrip("/")'
    yield 'TIMEOUT = float(os.environ.get("RESOURCEGRAPH_TIMEOUT", "30"))'
    yield FUNCTIONS
    yield ""
    yield "@pytest.fixture"
    yield "def wrong():"
    yield '    """What is not as it has to be in the last answer. What was made is destroyed again afterwards."""'
    yield "    SESSIONS.clear()"
    yield "    run = secrets.token_hex(4)"
    yield "    done = set()"
    for demand in recording.demands:
        yield f"    {demand.name} = demanded({quoted(demand.name)})"
    for name in recording.variables:
        yield f"    {name} = None"
    yield "    try:"
    for step in recording.steps:
        yield from (f"        {line}".rstrip() for line in _step(recording, step))
    yield "        yield wrong" if recording.judged is not None else "        yield []"
    yield "    finally:"
    yield from (f"        {line}" for line in _cleanup(recording))
    yield "        for session in SESSIONS.values():"
    yield "            session.close()"
    yield ""
    yield ""
    yield from _test(recording)


def _step(recording: Recording, step: Step) -> Iterator[str]:
    yield f"# {step.label}: {step.text}"
    for request in step.requests:
        yield from _taken(recording, step, request)
    if any(step.number == other.unless for other in recording.cleanup):
        yield "if family(answer) == 2:"
        yield f"    done.add({step.number})"
    if step.number in recording.compared:
        yield f"answer_{step.number} = answer"
    yield ""


def _taken(recording: Recording, step: Step, request: Request) -> Iterator[str]:
    """One request: sent as often as recorded, expected to be answered as recorded, or judged."""
    place = quoted(f"{step.label}, {step.text}")
    is_last = step is recording.steps[-1] and request is step.requests[-1]
    judged = is_last and recording.judged is not None
    lines = list(_sent(request, "answer = "))
    if judged:
        lines += [f"answered(answer, {place})"] if request.family else []
        lines += ["wrong = ["]
        lines += [f"    *{_expectation(one, recording)}," for one in recording.expected]
        lines += ["]"]
    if request.times > 1:
        yield f"for tried in range({request.times}):"
        yield "    if tried:"
        yield f"        time.sleep({request.pause:g})"
        yield from (f"    {line}" for line in lines)
        if judged or request.settles:
            yield f"    if {'not wrong' if judged else f'family(answer) == {request.family}'}:"
            yield "        break"
    else:
        yield from lines
    if not is_last:
        yield f"expect(answer, {request.family}, {place})"
    elif not judged and request.family:
        yield f"answered(answer, {place})"
    for bind in request.binds:
        yield _bound(bind, place)


def _sent(request: Request, to: str) -> Iterator[str]:
    yield f"{to}request("
    yield f"    {quoted(request.method)},"
    yield f"    {target(request.target)},"
    if len(request.headers) > 1:
        yield "    {"
        yield from (f"        {quoted(name)}: {text(value)}," for name, value in request.headers)
        yield "    },"
    else:
        yield f"    {{{', '.join(f'{quoted(name)}: {text(value)}' for name, value in request.headers)}}},"
    if request.is_json:
        first, *rest = document(request.body, "    ").split("\n")
        yield f"    json.dumps({first}" + ("" if rest else "),")
        yield from rest[:-1]
        yield from (f"{rest[-1]}),",) if rest else ()
    elif isinstance(request.body, Words):
        yield f"    {target(request.body) if request.is_form else text(request.body)},"
    if request.jar:
        yield f"    who={quoted(request.jar)},"
    yield ")"


def _bound(bind: Bind, place: str) -> str:
    found = "id_in_location(answer)" if bind.located else f"id_at(answer, {_path(bind.path)})"
    return f"{bind.name} = {f'needed({found}, {place})' if bind.needed else found}"


def _expectation(expectation: Expectation, recording: Recording) -> str:
    claim = expectation.claim
    match claim:
        case StatusIs(statuses=statuses) if statuses:
            return f"status_is(answer, {', '.join(map(str, statuses))})"
        case StatusIs(family=family):
            return {SUCCESS: "is_success", REFUSAL: "is_refusal"}.get(family, "is_no_server_error") + "(answer)"
        case FieldIs():
            verb = "field_is_not" if claim.negated else "field_is"
            return f"{verb}(answer, {_path(claim.path)}, {document(expectation.value)})"
        case FieldAsIn():
            label = recording.steps[claim.step - 1].label
            return f"field_as_in(answer, {_path(claim.path)}, answer_{claim.step}, {quoted(label)})"
        case Listed():
            field = _path(tuple(claim.field.split(".")) if claim.field else ())
            return f"lists(answer, {_path(claim.path)}, {field}, {document(expectation.value)}, {claim.times})"
        case Length():
            return f"has_items(answer, {_path(claim.path)}, {claim.items})"
        case _:
            assert_never(claim)


def _path(path: tuple[str | int, ...]) -> str:
    return f"({''.join(f'{step if isinstance(step, int) else quoted(step)}, ' for step in path).strip()})"


def _cleanup(recording: Recording) -> Iterator[str]:
    """What destroys what was made. What is not known or fails is passed over."""
    for step in recording.cleanup:
        for request in step.requests:
            known = [f"{name} is not None" for name in request.slots]
            known += [f"{step.unless} not in done"] if step.unless else []
            yield f"# {step.text}"
            yield f"if {' and '.join(known)}:" if known else "if True:"
            yield "    with contextlib.suppress(Exception):"
            yield from (f"        {line}" for line in _sent(request, ""))


def _test(recording: Recording) -> Iterator[str]:
    name = re.sub(r"\W+", "_", recording.name, flags=re.ASCII).strip("_").lower()[:60]
    yield f"def test_{name or 'finding'}(wrong):"
    if recording.judged is None:
        yield f"    pytest.skip({quoted('nothing is judged: ' + recording.unjudged)})"
        return
    yield "    message = ("
    yield from ("        " + quoted(f"{line}\n") for line in recording.message.split("\n"))
    yield "    )"
    yield '    assert not wrong, message + "\\n".join(wrong)'
