"""A finding as a shell script that needs curl and awk."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from ...events.claim import REFUSAL, SUCCESS, FieldAsIn, FieldIs, Length, Listed, StatusIs
from ...events.facts import Event
from .body_path import written
from .preface import preface
from .record import record
from .recording import Bind, Expectation, Recording, Request, Step
from .shell_functions import COMPARE, FLATTEN, FUNCTIONS, LOCATED, SPELL
from .shell_words import document, header, quoted, target, text
from .template import Words

_ENDS = (
    "It ends with",
    "  0  the finding does not show: the last answer is as it has to be",
    "  1  the finding shows",
    "  2  it strayed: a step before was answered otherwise than recorded, or something is missing here",
    "  3  the requests are sent, and nothing can be judged",
)


def shell_script(events: Iterable[Event]) -> str:
    """A POSIX shell script that sends what showed the first finding of one sequence, and judges the last answer.

    It needs curl, awk, sed, grep, date and mktemp, and nothing of ours. Ids are taken from the answers, unique values
    are new in each run, and what was masked is demanded from the environment. It cleans up what it made.
    """
    return "\n".join(_lines(record(events))) + "\n"


def _lines(recording: Recording) -> Iterator[str]:
    yield "#!/bin/sh"
    run = ("sh THIS_FILE [URL]", f"the URL is also taken from RESOURCEGRAPH_URL; recorded was {recording.url}")
    yield from (f"# {line}".rstrip() for line in preface(recording, run, _ENDS))
    yield ""
    yield from _start(recording)
    yield from _cleanup(recording)
    for step in recording.steps:
        yield f"# {step.label}: {step.text}"
        for request in step.requests:
            yield from _taken(recording, step, request)
        if any(step.number == other.unless for other in recording.cleanup):
            yield f"case $status in 2*) did_{step.number}=yes ;; esac"
        if step.number in recording.compared:
            yield f'flatten "$work/answer" "$work/flat.{step.number}"'
        yield ""
    yield from _end(recording)


def _start(recording: Recording) -> Iterator[str]:
    yield "set -u"
    yield "LC_ALL=C; export LC_ALL"
    yield f"base=${{1:-${{RESOURCEGRAPH_URL:-{quoted(recording.url)}}}}}"
    yield "base=${base%/}"
    yield "missing=''"
    for demand in recording.demands:
        yield f'[ -n "${{{demand.name}:-}}" ] || missing="$missing {demand.name}"'
    yield '[ -z "$missing" ] || { echo "set in the environment first:$missing" >&2; exit 2; }'
    yield "for tool in curl awk sed grep date mktemp; do"
    yield '  command -v "$tool" >/dev/null || { echo "this script needs $tool" >&2; exit 2; }'
    yield "done"
    yield "work=$(mktemp -d) || exit 2"
    yield "run=$(printf '%08x' $(((($(date +%s) % 65536) * 65536 + $$ % 65536))))"
    yield "wrong=''; unset body"
    yield from (f"{name}=''; {name}_json=''" for name in recording.variables)
    yield ""
    for name, program in (("flatten", FLATTEN), ("spell", SPELL), ("located", LOCATED), ("compare", COMPARE)):
        yield f"{name}={quoted(program)}"
    yield FUNCTIONS


def _cleanup(recording: Recording) -> Iterator[str]:
    """The function that destroys what was made. What is not known or fails is passed over."""
    yield "clean_up() {"
    for step in recording.cleanup:
        yield f"  # {step.text}"
        for request in step.requests:
            guard = "".join(f'[ -z "${name}" ] || ' for name in request.slots)
            guard += f'[ "${{did_{step.unless}:-}}" ] || ' if step.unless else ""
            yield f"  {guard}{{"
            yield from (f"    {line}" for line in _sent(request))
            yield "  }"
    yield '  rm -rf "$work"'
    yield "}"
    yield "trap 'ended=$?; trap - EXIT; clean_up; exit $ended' EXIT"
    yield "trap 'exit 130' INT; trap 'exit 143' TERM HUP"
    yield ""


def _sent(request: Request) -> Iterator[str]:
    if request.is_json:
        yield f"body={document(request.body)}"
    elif isinstance(request.body, Words):
        yield f"body={target(request.body) if request.is_form else text(request.body)}"
    if request.jar:
        yield f"jar={quoted(f'jar_{request.jar}')}"
    words = [f"request {request.method} {target(request.target)}"]
    words += [header(name, value) for name, value in request.headers]
    lines = [""]
    for word in words:
        if len(lines[-1]) + len(word) > 110 and lines[-1]:
            lines.append(f"  {word}")
        else:
            lines[-1] = f"{lines[-1]} {word}".lstrip() if len(lines) == 1 else f"{lines[-1]} {word}"
    yield from (f"{line} \\" for line in lines[:-1])
    yield lines[-1]


def _taken(recording: Recording, step: Step, request: Request) -> Iterator[str]:
    """One request: sent as often as recorded, expected to be answered as recorded, or judged."""
    place = quoted(f"{step.label}, {step.text}")
    is_last = step is recording.steps[-1] and request is step.requests[-1]
    judged = is_last and recording.judged is not None
    right = [_expectation(one, recording) for one in recording.expected] if judged else []
    unanswered = f'[ "$status" != 000 ] || diverged {place} "no answer: $(cat_error)"'
    lines = [*_sent(request), *([] if not judged else [*([unanswered] if request.family else []), "wrong=''", *right])]
    if request.times > 1:
        yield "tries=0"
        yield "while :; do"
        yield from (f"  {line}" for line in lines)
        yield "  tries=$((tries + 1))"
        if judged:
            yield '  [ -n "$wrong" ] || break'
        elif request.settles:
            yield f"  case $status in {request.family}*) break ;; esac"
        yield f'  [ "$tries" -lt {request.times} ] || break'
        yield f"  sleep {request.pause:g}"
        yield "done"
    else:
        yield from lines
    if not is_last:
        yield f"expect {request.family} {place}"
    elif not judged and request.family:
        yield unanswered
    for bind in request.binds:
        yield from _bound(bind, place)


def _bound(bind: Bind, place: str) -> Iterator[str]:
    name = bind.name
    path = quoted(written(bind.path))
    taken = 'awk "$located" "$work/answered"' if bind.located else f"value {path}"
    where = "the end of its Location" if bind.located else written(bind.path)
    good = f'{name}_json=$({taken}) && scalar "${name}_json" && {name}=$(url "${name}_json") && in_url "${name}"'
    if bind.needed:
        yield f"{{ {good}; }} ||"
        # What no path can hold must not get into one of the cleanup either.
        yield f"  {{ {name}=''; diverged {place} {quoted(f'no id at {where}')}; }}"
    else:
        yield f"{{ {good}; }} || {name}=''"


def _expectation(expectation: Expectation, recording: Recording) -> str:
    claim = expectation.claim
    match claim:
        case StatusIs(statuses=statuses) if statuses:
            return f"is_status {' '.join(map(str, statuses))}"
        case StatusIs(family=family):
            return {SUCCESS: "is_success", REFUSAL: "is_refusal"}.get(family, "is_no_server_error")
        case FieldIs():
            verb = "field_is_not" if claim.negated else "field_is"
            return f"{verb} {quoted(written(claim.path))} {document(expectation.value)}"
        case FieldAsIn():
            label = recording.steps[claim.step - 1].label
            return f"field_as_in {quoted(written(claim.path))} {claim.step} {quoted(label)}"
        case Listed():
            field = written(tuple(claim.field.split("."))) if claim.field else ""
            value = document(expectation.value)
            return f"lists {quoted(written(claim.path))} {quoted(field)} {value} {claim.times}"
        case Length():
            return f"has_items {quoted(written(claim.path))} {claim.items}"
        case _:
            assert_never(claim)


def _end(recording: Recording) -> Iterator[str]:
    yield "answer=$(sed -n 1,20p \"$work/answer\" | sed 's/[[:cntrl:]]/ /g')"
    if recording.judged is None:
        yield f"printf 'nothing is judged: %s\\n' {quoted(recording.unjudged)}"
        yield 'printf \'the last answer: %s %s\\n\' "$status" "$answer"'
        yield "exit 3"
        return
    yield 'if [ -n "$wrong" ]; then'
    yield f"  printf 'the finding shows: %s\\n' {quoted(recording.message)}"
    yield '  printf \'%sthe last answer: %s %s\\n\' "$wrong" "$status" "$answer"'
    yield "  exit 1"
    yield "fi"
    yield "echo 'the finding does not show: the last answer is as it has to be'"
