"""What the recorded cleanup does not know, since in that run it was gone already, or was never made."""

from collections.abc import Iterator
from dataclasses import replace

from .material import Material, Taken
from .naming import Naming
from .recording import Request, Step
from .source import Source
from .template import Demand, Slot, Words


def leftovers(told: Material, steps: list[Step], naming: Naming) -> list[Step]:
    """More steps of cleanup: for what a step may not destroy in another run, and what a right one makes."""
    failing = told.failing
    if failing is None or not failing.exchanges:
        return []
    destroyed = [
        _again(told, step, shown, steps)
        for step, shown in reversed(list(zip(told.steps, steps, strict=True)))
        if shown.destroys and shown.requests
    ]
    return [*_made(told, failing, steps, naming), *destroyed]


def _again(told: Material, step: Taken, shown: Step, steps: list[Step]) -> Step:
    """A step that destroys once more, as the owner: a right system may have refused it."""
    owners = {made.key: made.owner for other in told.steps for made in other.created}
    owner = owners.get(step.destroyed[0].key, "")
    last = replace(shown.requests[-1], times=1, binds=())
    if owner not in ("", step.started.actor or told.actor):
        last = _as_owner(last, told, steps, owner)
    return replace(shown, requests=(last,), destroys=False, unless=shown.number)


def _as_owner(request: Request, told: Material, steps: list[Step], owner: str) -> Request:
    """The request with the credentials that the owner's own ones have."""
    for step, shown in zip(told.steps, steps, strict=True):
        if shown.requests and (step.started.actor or told.actor) == owner:
            own = shown.requests[-1]
            credentials = tuple(pair for pair in own.headers if _is_secret(pair[1]))
            rest = tuple(pair for pair in request.headers if not _is_secret(pair[1]))
            return replace(request, headers=(*credentials, *rest), jar=own.jar)
    return request


def _made(told: Material, failing: Taken, steps: list[Step], naming: Naming) -> Iterator[Step]:
    """What the failing step had to make: destroyed as another one was that the same action made."""
    if failing.created or failing.started.expected != "success":
        return
    twins = [
        (source, made.key.type)
        for step in told.steps if step.started.action == failing.started.action
        for made in step.created for source in naming.sources if source.key == made.key
    ]  # fmt: skip
    for twin, type_name in twins:
        for step, shown in zip(told.steps, steps, strict=True):
            if any(ended.key.type == type_name for ended in step.destroyed) and shown.requests:
                made = _instead(shown.requests[-1], twin, len(naming.exchanges) - 1, naming)
                if made is not None:
                    yield Step(number=0, label="", text=f"{shown.text}, for what the last step made", requests=(made,))
                    return


def _instead(request: Request, twin: Source, now: int, naming: Naming) -> Request | None:
    """The request with another resource in the place of the twin; None where more than that one is named."""
    if {part for part in request.target.parts if isinstance(part, Slot)} != {Slot(twin.name)}:
        return None
    source = replace(twin, name=naming.variables.name(twin.alias), made=now, alias="", key=None)
    naming.sources.append(source)
    parts = tuple(Slot(source.name) if part == Slot(twin.name) else part for part in request.target.parts)
    return replace(request, target=Words(parts), times=1, binds=())


def _is_secret(words: Words) -> bool:
    return any(isinstance(part, Demand) for part in words.parts)
