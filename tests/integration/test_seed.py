"""--resource-graph-seed: plan and values of a run, again."""

from .reading import RUN, planned_names, row, sent


def _sent(pytester, url, *options):
    result = pytester.runpytest(*RUN, f"--resource-graph-url={url}", *options)
    return row(result, "duration").partition("seed ")[2], [
        (one["method"], one["path"], one["body"]) for one in sent(url)
    ]


def test_the_printed_seed_repeats_every_request(over_http, service):
    seed, first = _sent(over_http, service())
    again, second = _sent(over_http, service(), f"--resource-graph-seed={seed}")
    assert again == seed
    assert second == first


def test_without_one_the_values_are_fresh_and_the_plan_is_the_same(over_http, service):
    one, first = _sent(over_http, service())
    two, second = _sent(over_http, service())
    assert one != two
    assert [(method, path) for method, path, _ in first] == [(method, path) for method, path, _ in second]
    names = [{body["name"] for method, _, body in sent_ if body and "name" in body} for sent_ in (first, second)]
    assert names[0].isdisjoint(names[1])


def test_values_are_unique_in_a_run(over_http, service):
    _, first = _sent(over_http, service())
    names = [body["name"] for _, path, body in first if path == "/shelves" and body]
    assert len(set(names)) == len(names) > 1


def test_another_number_may_plan_otherwise(in_memory):
    options = [("--resource-graph", f"--resource-graph-seed={number}") for number in range(4)]
    plans = {tuple(planned_names(in_memory, *given)) for given in options}
    assert len(plans) > 1


def test_a_number_is_its_own_salt(in_memory):
    assert row(in_memory.runpytest(*RUN, "--resource-graph-seed=7"), "duration").endswith("seed 7")
