"""Forty small real documents through everything that is made of one: no crash, no long wait, no path half filled in."""

import gc
import time
import types
from collections.abc import Iterator
from contextlib import suppress

import pytest

from pytest_resourcegraph.declare.openapi.build import build
from pytest_resourcegraph.declare.openapi.calls import Means
from pytest_resourcegraph.declare.openapi.data.dialect import Dialect
from pytest_resourcegraph.declare.openapi.data.made import Made, Unmade
from pytest_resourcegraph.declare.openapi.data.payload import Payload, payload_of
from pytest_resourcegraph.declare.openapi.data.sample import Sampler
from pytest_resourcegraph.declare.openapi.derive import derive
from pytest_resourcegraph.declare.openapi.explain import explain
from pytest_resourcegraph.declare.openapi.read import load_file
from pytest_resourcegraph.declare.openapi.scaffold import scaffold
from pytest_resourcegraph.declare.openapi.sketch import sketch
from pytest_resourcegraph.errors import DefinitionError
from pytest_resourcegraph.model.unique import Uniques

from . import corpus as real

SECONDS = 2.0  # of processor time, so that a machine that does other things as well does not fail it

each = pytest.mark.parametrize("number", range(real.SMALL))


@pytest.fixture
def path(corpus, number):
    return real.small()[number]


class Client:
    """Notes the paths that are sent, and refuses them all."""

    def __init__(self):
        self.paths = []

    def request(self, method, path, **options):
        self.paths.append(path)
        return types.SimpleNamespace(status_code=404)

    def __getattr__(self, method):
        return lambda path, **options: self.request(method, path, **options)


class Handle:
    id = "some-id"

    def __init__(self):
        self.data = {}

    def __getitem__(self, name):
        return "some-field"


@pytest.fixture
def unburdened() -> Iterator[None]:
    """Without what earlier tests have left for the garbage collector to look through: it may take seconds."""
    gc.freeze()
    yield
    gc.unfreeze()


@each
@pytest.mark.usefixtures("unburdened")
def test_everything_is_made_of_it_in_time(path):
    began = time.process_time()
    document = load_file(path)
    derivation = derive(document)
    text, module = scaffold(derivation)
    assert explain(derivation)
    assert text
    compile(module, "conftest.py", "exec")
    assert len(derivation.actions) + len(derivation.leftovers) == len(document.operations)
    assert time.process_time() - began < SECONDS


@each
def test_no_path_has_a_parameter_left(path):
    for action, takes in sketch(derive(load_file(path)), parts=True).actions.values():
        filled = {one.parameter: "1" for one in takes if one.parameter} | dict.fromkeys(action.unbound, "2")
        assert "{" not in action.operation.template.filled(filled | {action.chosen: "3"})


@each
def test_what_is_scaffolded_sends_whole_paths(path):
    derivation = derive(load_file(path))
    module = types.ModuleType("conftest")
    exec(compile(scaffold(derivation)[1], "conftest.py", "exec"), vars(module))
    client, drawn = Client(), sketch(derivation)
    with Uniques("a").step():
        for name, (_, takes) in drawn.actions.items():
            vars(module)[name](client, *(Handle() for _ in takes))
    assert len(client.paths) == len(drawn.actions)
    assert not [path for path in client.paths if "{" in path]


@each
def test_what_is_declared_sends_whole_paths(path):
    document = load_file(path)
    sampler = Sampler(Dialect.of(document.raw), document.refs.follow)
    # A body that cannot be made is not what is looked at here.
    means = Means(sampler=sampler, supply=lambda action, body: {} if body is None else body)
    client, sent = Client(), 0
    with Uniques("a").step():
        for declared in build(derive(document), means).actions:
            resources = {one.name: Handle() for one in declared.given or () if one.name != "api"}
            with suppress(DefinitionError):
                declared.call(api=client, **resources)
                sent += 1
    assert len(client.paths) == sent
    assert not [path for path in client.paths if "{" in path]


@each
def test_there_is_a_body_for_every_operation_or_a_reason(path):
    document = load_file(path)
    sampler = Sampler(Dialect.of(document.raw), document.refs.follow)
    began = time.process_time()
    for operation in document.operations:
        if operation.body is not None:
            made = sampler.sample(operation.body.schema)
            assert isinstance(made, Made) or made.reason
            if isinstance(made, Made):
                files = sampler.files(operation.body.schema)
                assert isinstance(payload_of(operation.body.media_type, made.value, files=files), Payload | Unmade)
    assert time.process_time() - began < SECONDS
