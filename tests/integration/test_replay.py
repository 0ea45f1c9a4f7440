"""--resource-graph-replay: the same steps again, and whether the finding comes again."""

import re
import socket
import subprocess
import sys

import pytest

from .conftest import SOURCE
from .declared import DECLARED
from .reading import RUN, events, row, section, sent, token


@pytest.fixture
def found(over_http, service):
    """The token of a finding, and the YAML file with its steps."""
    result = over_http.runpytest(*RUN, f"--resource-graph-url={service('orphan')}", "--resource-graph-exports=.found")
    return token(result), next(over_http.path.joinpath(".found").glob("*.yaml"))


def _replay(pytester, said, url, *options):
    return pytester.runpytest(f"--resource-graph-replay={said}", f"--resource-graph-url={url}", *options)


@pytest.mark.parametrize("form", [0, 1])
def test_a_token_and_a_file_show_it_again(over_http, service, found, form):
    url = service("orphan")
    result = _replay(over_http, found[form], url)
    assert result.ret == 1
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["REPRODUCED at step 4: book b1 must be gone*", "  Sequence: 4 steps"])
    assert section(result)[-1].startswith("  replay: REPRODUCED at step 4: book b1 must be gone")
    assert row(result, "replayed") == "1 (1 failed)"
    assert [one["method"] for one in sent(url)][:4] == ["POST", "POST", "DELETE", "GET"]


def test_a_file_may_hold_a_token(over_http, service, found):
    over_http.path.joinpath("bug.txt").write_text(f"{found[0]}\n", encoding="utf-8")
    assert _replay(over_http, "bug.txt", service("orphan")).ret == 1


def test_what_does_not_come_again_is_called_just_that(over_http, service, found):
    result = _replay(over_http, found[0], service())
    assert result.ret == 0
    result.assert_outcomes(passed=1)
    assert section(result)[-1] == "  replay: NOT REPRODUCED: every step answered as predicted"
    assert "fixed" not in result.stdout.str()


def test_a_setup_that_fails_has_diverged(over_http, service, found):
    result = _replay(over_http, found[0], service("noid"))
    assert result.ret == 1
    result.stdout.fnmatch_lines(["DIVERGED at step 1: s1 = create_shelf(), could not be taken: TransportError: *"])
    assert section(result)[-1].startswith("  replay: DIVERGED at step 1: ")


def test_another_finding_has_diverged(over_http, service, found):
    path = over_http.path / "bug.yaml"
    text = found[1].read_text(encoding="utf-8").replace("kind: after-parent-destroy", "kind: something-else")
    path.write_text(text, encoding="utf-8")
    result = _replay(over_http, path.name, service("orphan"))
    assert result.ret == 1
    result.stdout.fnmatch_lines(["DIVERGED at step 4: another finding: book b1 must be gone*"])
    assert section(result)[-1].startswith("  replay: DIVERGED at step 4: another finding: book b1 must be gone")


def test_the_header_names_it(over_http, service, found):
    result = _replay(over_http, found[0], service())
    result.stdout.fnmatch_lines(["resource graph: http://*, replay RG1-*…, seed *"])


def test_the_ini_and_a_baseline_do_not_hide_it(over_http, service, found):
    url = service("orphan")
    over_http.runpytest(*RUN, "--resource-graph-update-baseline", f"--resource-graph-url={url}")
    assert _replay(over_http, found[0], service("orphan")).ret == 1


def test_what_is_sought_is_not_accepted_while_a_baseline_is_made(over_http, service, found):
    result = _replay(over_http, found[0], service("orphan"), "--resource-graph-update-baseline")
    assert result.ret == 1
    result.stdout.fnmatch_lines(["REPRODUCED at step *"])


def test_other_tests_are_deselected(over_http, service, found):
    over_http.makepyfile("def test_other(): raise RuntimeError")
    result = _replay(over_http, found[0], service(), ".")
    assert result.ret == 0
    result.assert_outcomes(passed=1, deselected=1)


def test_a_token_of_other_declarations_is_refused(over_http, service, found):
    over_http.makeconftest(DECLARED.replace('("shelf")', '("shelf", states="here")'))
    url = service("orphan")
    result = _replay(over_http, found[0], url)
    assert result.ret == 4
    assert [line for line in result.errlines if line] == [
        "ERROR: the token: was made for another declaration of action 'create_shelf'",
        "changed since: effects",
        "replay it on the revision that it comes from, or run the suite again for a new token",
        "the token: was made for another declaration of type 'shelf'",
        "changed since: states",
        "replay it on the revision that it comes from, or run the suite again for a new token",
    ]
    assert sent(url) == []


def test_a_token_of_an_action_that_is_gone_is_refused(over_http, service, found):
    over_http.makeconftest(DECLARED.replace("def get_book", "def read_book"))
    result = _replay(over_http, found[0], service())
    assert result.ret == 4
    result.stderr.fnmatch_lines(
        ["ERROR: the token: needs action 'get_book', which is not declared here", "known actions: *", "*"]
    )


@pytest.mark.parametrize(
    ("said", "workers"),
    [
        *((said, ()) for said in ("RG1-xx", "RG9-xx", "RG1-", "no/such/file", "RG1-eJyLjgUAARUAuQ")),
        ("RG1-xx", ("-n", "2")),
    ],
)
def test_garbage_is_a_usage_error(over_http, service, said, workers):
    result = over_http.runpytest_subprocess(
        f"--resource-graph-replay={said}", f"--resource-graph-url={service()}", *workers
    )
    assert result.ret == 4
    text = result.stdout.str() + result.stderr.str()
    assert "Traceback" not in text
    assert "INTERNALERROR" not in text
    assert "=== resource graph ===" not in text


@pytest.mark.parametrize(
    "text", ["", "steps: 7", "steps: [{do: fly}]", "steps: [{do: get_shelf, with: {shelf: s9}}]", "[", "steps: [7]"]
)
def test_a_file_that_holds_no_sequence_is_a_usage_error(over_http, service, text):
    over_http.path.joinpath("bug.yaml").write_text(text, encoding="utf-8")
    result = _replay(over_http, "bug.yaml", service())
    assert result.ret == 4
    first, _, _ = [line for line in result.errlines if line]
    assert first.startswith(f"ERROR: {over_http.path / 'bug.yaml'}")


def test_there_has_to_be_something_to_replay_it_with(pytester, service, found):
    folder = pytester.mkdir("empty")
    folder.joinpath("pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    result = pytester.runpytest_subprocess(
        f"--resource-graph-replay={found[0]}", f"--rootdir={folder}", str(folder), "--noconftest"
    )
    assert result.ret == 4
    assert [line for line in result.errlines if line] == [
        "ERROR: there is nothing to replay the sequence with",
        "no conftest.py that was collected declares anything",
        "name the folder of the conftest.py whose declarations the sequence is of",
    ]


def test_with_workers(over_http, service, found):
    shown = _replay(over_http, found[0], service("orphan"), "-n", "2")
    assert shown.ret == 1
    assert section(shown)[-1].startswith("  replay: REPRODUCED at step 4")
    gone = _replay(over_http, found[0], service(), "-n", "2")
    assert gone.ret == 0
    assert section(gone)[-1].startswith("  replay: NOT REPRODUCED")


def test_an_inner_folder_is_replayed_by_the_one_that_declares(over_http, service, found):
    over_http.mkdir("inner").joinpath("conftest.py").write_text(
        "from pytest_resourcegraph import ResourceType, action\npage = ResourceType('page')\n"
        "@action(creates=page)\ndef create_page(): return {'id': 1}\n",
        encoding="utf-8",
    )
    _replay(over_http, found[0], service("orphan")).assert_outcomes(failed=1)


def test_steps_are_numbered_as_they_are_given(over_http, service):
    over_http.path.joinpath("bug.yaml").write_text(
        "steps:\n"
        "- {do: create_shelf, makes: s1}\n"
        "- {look: get_shelf, relation: self, with: {shelf: s1}}\n"
        "- {do: create_book, makes: b1, with: {shelf: s1}}\n"
        "- {look: get_book, relation: self, with: {book: b1}}\n"
        "- {do: delete_shelf, with: {shelf: s1}}\n"
        "- {look: get_book, relation: child, with: {book: b1}}\n",
        encoding="utf-8",
    )
    result = _replay(over_http, "bug.yaml", service("orphan"), "--resource-graph-events=e.jsonl")
    assert result.ret == 1
    numbers = [event["number"] for event in events(over_http.path / "e.jsonl") if event["fact"] == "StepStarted"]
    assert numbers[:6] == [1, 2, 3, 4, 5, 6]
    result.stdout.fnmatch_lines(
        [
            "REPRODUCED at step 6: book b1 must be gone: its parent s1 was destroyed in step 5, *",
            "    5  delete_shelf(s1) *",
            "    6  get_book(b1) * <- expected 404 or 410",
            "  Graph before step 6",
        ]
    )


def test_the_token_of_an_event_replays_it(over_http, service):
    over_http.runpytest(*RUN, f"--resource-graph-url={service('orphan')}", "--resource-graph-events=e.jsonl")
    kept = [event for event in events(over_http.path / "e.jsonl") if event["fact"] in ("Found", "Shrunk")]
    assert {(one["check"], one["action"], one["kind"]) for one in kept} == {
        ("gone", "get_book", "after-parent-destroy")
    }
    assert all(one["sequence"].startswith("conftest.py::S0002-") for one in kept)
    for one in (kept[0], kept[-1]):
        result = _replay(over_http, one["token"], service("orphan"))
        assert result.ret == 1
        result.stdout.fnmatch_lines(["REPRODUCED at step *: book b1 must be gone*"])


# -- a service that is not there, or not all the time ------------------------------------------------------------------

DEAD = "http://127.0.0.1:1"


def _diverged(result, number):
    """That it failed, said in our words and in three lines; gives those, without the step."""
    text = result.stdout.str() + result.stderr.str()
    assert result.ret == 1, text
    result.assert_outcomes(failed=1)
    assert not any(word in text for word in ("REPRODUCED", "Traceback", "INTERNALERROR", "pytest_resourcegraph/"))
    place = next(at for at, line in enumerate(result.outlines) if line.startswith(f"DIVERGED at step {number}: "))
    first, *others = [line.strip() for line in result.outlines[place : place + 4]]
    assert section(result)[-1].startswith(f"  replay: DIVERGED at step {number}: ")
    assert others.pop() == ""
    return [first.partition(", could not be taken: ")[2], *others]


@pytest.mark.parametrize(("form", "workers"), [(0, ()), (1, ()), (0, ("-n", "2"))], ids=["token", "file", "workers"])
def test_a_service_that_is_not_there_has_diverged(over_http, found, form, workers):
    result = _replay(over_http, found[form], DEAD, "--resource-graph-events=e.jsonl", *workers)
    assert _diverged(result, 1) == [
        f"Unreachable: {DEAD} cannot be reached: connection refused",
        f"tried: POST {DEAD}/shelves",
        "start the service, or set --resource-graph-url",
    ]
    assert section(result)[-1] == f"  replay: DIVERGED at step 1: {DEAD} cannot be reached: connection refused"
    assert row(result, "replayed") == "1 (1 error)"
    kept = [event for event in events(over_http.path / "e.jsonl") if event["fact"] in ("Found", "Replayed")]
    assert [(event["fact"], event["result"], event["step"]) for event in kept] == [("Replayed", "DIVERGED", 1)]


def test_one_that_never_answers_has_diverged(over_http, found):
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        result = _replay(over_http, found[0], url, "--resource-graph-timeout=0.2")
    assert _diverged(result, 1) == [
        f"TransportError: POST {url}/shelves gave no answer within 0.2 s",
        "the step cannot be judged: what it did is not known",
        "look at the service, or allow more with --resource-graph-timeout",
    ]


ENDS = """    import os, signal
    os.kill(SERVICE, signal.SIGKILL)
    os.waitpid(SERVICE, 0)
    return api.delete(f"/shelves"""


def test_one_that_ends_on_the_way_has_diverged_there(over_http, found):
    with subprocess.Popen([sys.executable, str(SOURCE)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = f"http://127.0.0.1:{int(process.stdout.readline())}"
        ends = ENDS.replace("SERVICE", str(process.pid))
        over_http.makeconftest(DECLARED.replace('    return api.delete(f"/shelves', ends))
        try:
            result = _replay(over_http, found[0], f"{url}/clean/once")
        finally:
            process.kill()
    first, known, remedy = _diverged(result, 3)
    assert re.fullmatch(f"Unreachable: {url} cannot be reached: .*connection.*", first)
    assert known.startswith(f"tried: DELETE {url}/clean/once/shelves/s")
    assert remedy == "start the service, or set --resource-graph-url"


def test_one_that_is_somewhere_else_has_diverged(over_http, service, found):
    result = _replay(over_http, found[0], f"{service()}/nowhere")
    assert result.ret == 1
    result.stdout.fnmatch_lines(["DIVERGED at step 1: another finding: create_shelf must succeed, but*answered 404*"])
    assert section(result)[-1].startswith("  replay: DIVERGED at step 1: another finding: create_shelf must succeed")


def test_of_a_document_too_it_has_diverged(planned_from, published):
    """Though a refusal of what was only derived is no finding."""
    said = token(planned_from(published("orphan")))
    dead = planned_from(published(), f"--resource-graph-replay={said}", f"--resource-graph-url={DEAD}")
    assert _diverged(dead, 1)[0] == f"Unreachable: {DEAD} cannot be reached: connection refused"
    closed = planned_from(published("closed"), f"--resource-graph-replay={said}")
    assert closed.ret == 1
    closed.assert_outcomes(failed=1)
    told = 'DIVERGED at step 1: create_cabinet answered 403: {"error": "buy a plan first"}'
    closed.stdout.fnmatch_lines([told.replace("[", "[[]")])
    assert section(closed)[-1] == f"  replay: {told}"
