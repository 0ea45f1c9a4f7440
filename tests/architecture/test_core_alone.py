"""The core works without pytest and without any library but rpds: it plans, simulates, folds and writes events down."""

import subprocess
import sys
import textwrap

SCRIPT = textwrap.dedent(
    """
    import sys

    BLOCKED = {"pytest", "_pytest", "pluggy", "requests", "yaml", "jsonschema", "referencing", "hypothesis"}

    class Blocker:
        def find_spec(self, name, path=None, target=None):
            if name.partition(".")[0] in BLOCKED:
                raise ImportError(f"{name} is blocked")

    sys.meta_path.insert(0, Blocker())

    from pytest_resourcegraph.events.codec import decode, encode
    from pytest_resourcegraph.events.store import MemoryStore
    from pytest_resourcegraph.events.stream import Stream
    from pytest_resourcegraph.graph.diff import diff
    from pytest_resourcegraph.graph.fold import fold
    from pytest_resourcegraph.model.action import Action, Role
    from pytest_resourcegraph.model.effect import Create, Destroy
    from pytest_resourcegraph.model.resource import ResourceType
    from pytest_resourcegraph.model.schema import Schema
    from pytest_resourcegraph.plan.scheduler import Request
    from pytest_resourcegraph.plan.schedulers.cover import Cover
    from pytest_resourcegraph.plan.simulate import effects, simulate

    schema = Schema(
        types={"shelf": ResourceType(name="shelf"), "book": ResourceType(name="book", parent="shelf")},
        actions={
            action.name: action
            for action in (
                Action(name="make", effects=(Create(type="shelf"),)),
                Action(name="drop", roles=(Role(name="shelf", type="shelf"),), effects=(Destroy(role="shelf"),)),
                Action(
                    name="put",
                    roles=(Role(name="shelf", type="shelf"),),
                    effects=(Create(type="book", parent="shelf"),),
                ),
                Action(name="get", roles=(Role(name="book", type="book"),), reads="book"),
            )
        },
    )
    plan = Cover().plan(schema, Request())
    assert plan.sequences and not plan.unplanned
    store = MemoryStore()
    stream = Stream(clock=lambda: 0.0, sink=store.append)
    graph = schema.empty_graph()
    for step in plan.sequences[0].steps:
        if step.refusal is None:
            action = schema.actions[step.action]
            facts, graph = effects(action, graph, step.role_keys, made=step.makes, alias=step.makes or "")
            for fact in facts:
                stream.append(fact)
    assert fold(schema.empty_graph(), store) == graph
    assert [decode(encode(event)) for event in store] == list(store)
    assert not diff(graph, fold(schema.empty_graph(), store))
    assert {node.alias for node in simulate(schema, plan.sequences[0].steps).living()} == {
        node.alias for node in graph.living()
    }
    assert not BLOCKED & set(sys.modules)
    print("done")
    """
)


def test_the_core_plans_and_folds_without_pytest():
    ended = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stdout.strip()) == (0, "done"), ended.stderr
