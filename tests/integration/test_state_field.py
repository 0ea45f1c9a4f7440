"""A state field that no answer has: its states are compared with nothing, which is said."""

from .declared import DECLARED
from .reading import RUN, section

TITLE = "  state fields that no answer had (is one misspelt? their states were compared with nothing)"


def test_a_misspelt_one_is_told(pytester, service):
    pytester.makeconftest(DECLARED.replace('state_field="status"', 'state_field="stauts"'))
    result = pytester.runpytest(*RUN, f"--resource-graph-url={service()}")
    assert result.ret == 0
    told = section(result)
    assert told[told.index(TITLE) + 1].split() == ["book", "stauts"]
    assert told[-1] == "  no findings, but not a full pass: 1 state field never shown"


def test_one_that_is_shown_is_not(over_http, service):
    result = over_http.runpytest(*RUN, f"--resource-graph-url={service()}")
    assert TITLE not in section(result)
    assert section(result)[-1] == "  no findings; every action was reached and every planned sequence ran"


def test_nor_one_of_a_type_of_which_there_was_none(pytester, service):
    pytester.makeconftest(DECLARED.replace('state_field="status"', 'state_field="stauts"'))
    result = pytester.runpytest(*RUN, f"--resource-graph-url={service()}", "-k", "nothing")
    assert TITLE not in result.outlines


def test_workers_tell_it_as_well(pytester, service):
    pytester.makeconftest(DECLARED.replace('state_field="status"', 'state_field="stauts"'))
    result = pytester.runpytest_subprocess(*RUN, f"--resource-graph-url={service()}", "-n", "2")
    assert TITLE in section(result)


def test_where_no_answers_are_known_nothing_is_said(in_memory):
    assert TITLE not in section(in_memory.runpytest(*RUN))
