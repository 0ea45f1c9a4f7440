"""What a user's conftest.py overrides or adds: the URL, the client, fixtures that actions ask for."""

from .declared import DECLARED
from .reading import RUN, sent


def test_resource_url(pytester, service):
    url = service()
    pytester.makeconftest(
        f"{DECLARED}\nimport pytest\n@pytest.fixture(scope='session')\ndef resource_url(): return '{url}'\n"
    )
    assert pytester.runpytest(*RUN).ret == 0
    assert sent(url)


def test_resource_url_of_a_narrower_scope(pytester, service):
    url = service()
    pytester.makeconftest(f"{DECLARED}\nimport pytest\n@pytest.fixture\ndef resource_url(): return '{url}'\n")
    assert pytester.runpytest(*RUN).ret == 0


def test_resource_api(in_memory):
    assert in_memory.runpytest(*RUN).ret == 0  # the suite in memory overrides it


def test_an_action_is_given_the_fixture_that_it_names(in_memory):
    path = in_memory.path / "conftest.py"
    text = path.read_text(encoding="utf-8").replace(
        "def get_shelf(api, shelf):", "def get_shelf(api, shelf, clock):\n    clock.append(1)"
    )
    path.write_text(
        text
        + "\n@pytest.fixture(scope='session')\ndef clock():\n    yield (ticks := [])\n    print('ticks', len(ticks))\n",
        encoding="utf-8",
    )
    result = in_memory.runpytest(*RUN, "-s")
    assert result.ret == 0
    result.stdout.fnmatch_lines(["*ticks [1-9]*"])


def test_an_action_may_ask_for_a_fixture_of_pytest(in_memory):
    path = in_memory.path / "conftest.py"
    text = path.read_text(encoding="utf-8").replace(
        "def get_shelf(api, shelf):", "def get_shelf(api, shelf, tmp_path, request):"
    )
    path.write_text(text, encoding="utf-8")
    assert in_memory.runpytest(*RUN).ret == 0


def test_autouse_fixtures_and_other_plugins_see_the_items(in_memory):
    path = in_memory.path / "conftest.py"
    text = "\n@pytest.fixture(autouse=True)\ndef around(request):\n    print('around', request.node.name)\n    yield\n"
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    result = in_memory.runpytest(*RUN, "-s")
    assert result.ret == 0
    result.stdout.fnmatch_lines(["*around S0001-*"])
