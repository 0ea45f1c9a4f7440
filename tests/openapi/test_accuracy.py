"""How right the derivation is, pinned: on all labels together, and on those of which no reader would say otherwise."""

import pytest

from .derived import derived
from .judge import Verdict, judged
from .labels import labels

PRECISION, RECALL = 0.95, 0.90


@pytest.mark.parametrize("sure", [False, True], ids=["all", "without doubt"])
def test_the_goals_hold(corpus, sure):
    verdicts = [judged(label, derived(corpus / label["document"]), sure=sure) for label in labels().values()]
    overall = sum(verdicts, Verdict()).overall
    assert overall.precision >= PRECISION, "\n".join(overall.told)
    assert overall.recall >= RECALL, "\n".join(overall.told)
