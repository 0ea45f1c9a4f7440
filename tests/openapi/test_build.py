"""What a document declares: types, actions, and the refusals that have to be."""

from pytest_resourcegraph.declare.builder import Builder
from pytest_resourcegraph.declare.openapi.build import Built, build
from pytest_resourcegraph.declare.openapi.calls import Means
from pytest_resourcegraph.declare.openapi.data.dialect import Dialect
from pytest_resourcegraph.declare.openapi.data.sample import Sampler
from pytest_resourcegraph.declare.openapi.derivation import Derivation
from pytest_resourcegraph.declare.override import Override, Overrides
from pytest_resourcegraph.model.action import Refusal
from pytest_resourcegraph.model.schema import Schema

from .documents import answer, body, crud, derived, thing

STATES = {"type": "string", "enum": ["open", "shut"]}


def _built(derivation: Derivation, **constants: str) -> Built:
    document = derivation.document
    sampler = Sampler(Dialect.of(document.raw), document.refs.follow)
    return build(derivation, Means(sampler=sampler, supply=lambda action, made: None, constants=constants))


def _schema(built: Built) -> Schema:
    builder = Builder()
    builder.derive(built.types, built.actions)
    return builder.build()


def _of(paths, **more) -> Schema:
    return _schema(_built(derived(paths, **more)))


def _refusals(schema, name):
    return {str(refusal) for refusal in schema.actions[name].refusals}


def test_types_with_their_parents_and_what_is_uncertain():
    schema = _of(crud("/docs", "/docs/{id}") | crud("/docs/{d}/parts", "/docs/{d}/parts/{p}", thing(state=STATES)))
    assert {name: one.parent for name, one in schema.types.items()} == {"doc": None, "part": "doc"}
    part = schema.types["part"]
    assert (part.states, part.shown_states, part.state_field) == ((), ("open", "shut"), "state")
    assert {403, 404, 410} <= part.gone
    assert all(action.doubtful for action in schema.actions.values())


def test_what_every_role_does():
    schema = _of(crud("/docs", "/docs/{id}"))
    said = {name: (one.creates is not None, one.reads, one.lists is not None, one.changes, one.destroys)
            for name, one in schema.actions.items()}  # fmt: skip
    assert said["post_docs"][0]
    assert said["get_docs_id"][1] == "doc"
    assert said["get_docs"][2]
    assert said["patch_docs_id"][3] == said["put_docs_id"][3] == ("doc",)
    assert said["delete_docs_id"][4] == ("doc",)


def test_only_a_verb_may_move():
    paths = crud("/docs", "/docs/{id}", thing(state=STATES))
    paths["/docs/{id}/shut"] = {"post": {"responses": answer(thing(state=STATES))}}
    schema = _of(paths)
    assert [name for name, one in schema.actions.items() if one.moving] == ["post_docs_id_shut"]


def test_the_refusals_that_have_to_be():
    paths = crud("/docs", "/docs/{id}")
    schema = _of(paths)
    assert Refusal.AFTER_DESTROY not in schema.actions["delete_docs_id"].refusals  # a second delete may be a success
    assert Refusal.AFTER_DESTROY in schema.actions["get_docs_id"].refusals or schema.actions["get_docs_id"].observes
    paths["/docs/{id}"]["delete"]["responses"]["404"] = {"description": ""}
    assert "after-destroy" in _refusals(_of(paths), "delete_docs_id")


def test_credentials_are_asked_for_only_where_the_document_says_so():
    paths = crud("/docs", "/docs/{id}")
    assert "anonymous" not in _refusals(_of(paths), "get_docs")
    schemes = {"components": {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}}}
    paths["/docs"]["get"]["security"] = [{"key": []}, {}]
    schema = _of(paths, security=[{"key": []}], **schemes)
    assert "anonymous" in _refusals(schema, "get_docs_id")
    assert "anonymous" not in _refusals(schema, "get_docs")  # the empty one says that nothing will do


def test_a_key_is_one_only_where_a_conflict_is_documented():
    named = thing(name={"type": "string"}) | {"required": ["name"]}
    paths = crud("/docs", "/docs/{id}", named)
    assert "duplicate" not in _refusals(_of(paths), "post_docs")
    paths["/docs"]["post"]["responses"]["409"] = {"description": ""}
    schema = _of(paths)
    assert schema.types["doc"].key == "name"
    assert "duplicate" in _refusals(schema, "post_docs")


def test_what_is_sure_refuses_all_but_what_the_document_rules_out():
    paths = crud("/docs", "/docs/{id}")
    paths["/docs/{id}"]["put"]["responses"]["201"] = {"description": ""}
    built = _built(derived(paths))
    builder = Builder()
    builder.derive(built.types, built.actions)
    said = [Override(name=one.name, said={"doubtful": False}, origin=one.origin) for one in built.actions]
    builder.override(Overrides(actions=tuple(said)))
    schema = builder.build()
    everything = {str(refusal) for refusal in Refusal} - {"anonymous"}
    assert _refusals(schema, "delete_docs_id") == everything
    assert _refusals(schema, "put_docs_id") == everything - {"after-destroy", "wrong-parent"}


def test_a_parameter_without_a_value_leaves_the_operation_out():
    derivation = derived(crud("/{tenant}/docs", "/{tenant}/docs/{id}"))
    built = _built(derivation)
    assert built.actions == ()
    assert ("POST /{tenant}/docs", "nothing gives a value for tenant") in built.omitted
    assert {one.name for one in _built(derivation, tenant="blue").actions} >= {"post_tenant_docs"}


def test_what_nothing_makes_is_left_out_and_told():
    built = _built(derived({"/docs/{id}": {"get": {"responses": answer(thing())}}}))
    assert built.actions == ()
    assert [label for label, _ in built.omitted] == ["GET /docs/{id}"]


def test_an_operation_that_fits_nothing_is_told():
    paths = crud("/docs", "/docs/{id}") | {"/login": {"post": {"requestBody": body({}), "responses": answer({})}}}
    built = _built(derived(paths))
    assert any(label == "POST /login" for label, _ in built.omitted)
