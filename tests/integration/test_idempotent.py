"""resourcegraph_idempotent: a create may answer with what is there already."""

import pytest

from .declared import DECLARED
from .reading import RUN

KEYED = DECLARED.replace('("shelf"', '("shelf", key="name"')


@pytest.mark.parametrize(("said", "ret"), [("", 1), ("resourcegraph_idempotent = true", 0)])
def test_the_same_key_twice(pytester, service, said, ret):
    pytester.makeconftest(KEYED)
    pytester.makeini(f"[pytest]\n{said}\n")
    result = pytester.runpytest(*RUN, f"--resource-graph-url={service('same')}", "--resource-graph-shrink=0")
    assert result.ret == ret
    if ret:
        result.stdout.fnmatch_lines(["its key is taken: *, so create_shelf must be refused, but it answered 200*"])


@pytest.mark.parametrize("said", [True, False])
def test_a_type_says_otherwise(pytester, service, said):
    pytester.makeconftest(KEYED.replace('key="name"', f'key="name", idempotent={said}'))
    pytester.makeini(f"[pytest]\nresourcegraph_idempotent = {not said}\n")
    result = pytester.runpytest(*RUN, f"--resource-graph-url={service('same')}", "--resource-graph-shrink=0")
    assert result.ret == (0 if said else 1)
