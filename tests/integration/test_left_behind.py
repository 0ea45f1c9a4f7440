"""What cannot be cleaned up is reported."""

from .reading import RUN, section


def test_what_the_service_keeps_is_listed(over_http, service):
    result = over_http.runpytest(*RUN, f"--resource-graph-url={service('clingy')}")
    lines = section(result)
    assert any("left behind" in line for line in lines)
    result.stdout.fnmatch_lines(["*shelf s*delete_shelf answered 405*"])
    assert "left behind" in lines[-1]


def test_types_that_nothing_destroys_are_listed(in_memory):
    path = in_memory.path / "conftest.py"
    text = path.read_text(encoding="utf-8")
    start = text.index("@action(destroys=shelf)")
    path.write_text(text[:start] + text[text.index("@action(creates=book)") :], encoding="utf-8")
    result = in_memory.runpytest(*RUN)
    result.stdout.fnmatch_lines(["*shelf*no action destroys*"])
    assert "not a full pass" in section(result)[-1]
