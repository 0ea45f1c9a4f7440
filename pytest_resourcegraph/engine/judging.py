"""Judges what was taken by the checks, and writes down what they find."""

from collections.abc import Collection, Iterable, Iterator

from ..events.claim import NO_SERVER_ERROR, Claim, StatusIs
from ..events.exchange import Secrets, tells
from ..events.facts import Found
from ..events.stream import Stream
from ..model.check import Finding, Taken
from ..model.schema import Schema
from ..plan.codec import encode
from ..plan.plan import FindingName, Sequence, Step
from .memory import Memory


class Judge:
    """The judge of one sequence. ``accepted`` are the findings that came and that a baseline accepts."""

    def __init__(
        self, schema: Schema, memory: Memory, stream: Stream, secrets: Secrets, accepts: Collection[FindingName]
    ) -> None:
        self._schema = schema
        self._memory = memory
        self._stream = stream
        self._secrets = secrets
        self._accepts = accepts
        self.accepted: list[Finding] = []

    def findings(self, taken: Taken) -> tuple[Finding, ...]:
        """The findings of the first check that has any: one difference has one name."""
        for check in self._memory.checks_of(self._schema, taken.action):
            findings = tuple(check.judge(taken))
            if findings:
                return findings
        return ()

    def _shown(self, action: str, claims: Iterable[Claim]) -> Iterator[Claim]:
        """The claims by which a script can judge: without those that hold what must not be written down, and without
        those about the status where it is the body that says what was refused."""
        about = self._schema.actions.get(action)
        silent = about is not None and bool(self._schema.error_fields(about))
        for claim in claims:
            if silent and isinstance(claim, StatusIs) and claim.family != NO_SERVER_ERROR:
                continue
            named = {str(part): getattr(claim, "value", None) for part in getattr(claim, "path", ())[-1:]}
            held = {**named, "": getattr(claim, "value", None)}
            if self._secrets.body(held) == held and not any(tells(str(part)) for part in getattr(claim, "path", ())):
                yield claim

    def report(
        self, action: str, number: int, findings: tuple[Finding, ...], name: str, trace: Iterable[Step]
    ) -> tuple[Finding, ...]:
        """Append the findings about an action, with the token of the steps that led there; gives the new ones."""
        new: list[Finding] = []
        for finding in findings:
            same = (finding.check, action, str(finding.kind))
            known = same in self._accepts
            (self.accepted if known else new).append(finding)
            token = encode(self._schema, Sequence(name=name, steps=tuple(trace), finding=same))
            self._stream.append(
                Found(
                    check=finding.check, action=action, kind=same[2], step=number, token=token,
                    message=self._secrets.text(finding.message), expected=self._secrets.text(finding.expected),
                    claims=tuple(self._shown(action, finding.claims)), sequence=self._stream.execution, known=known,
                )
            )  # fmt: skip
        return tuple(new)
