"""allOf, oneOf, anyOf, not, if, discriminators and schemas inside themselves."""

from pytest_resourcegraph.declare.openapi.data.wish import Wish

from .documents import D20, D30, D31, ref, sampler, thing, unmade, value

INTEGER, TEXT = {"type": "integer"}, {"type": "string"}
ALL = Wish(optional="all")


def test_the_parts_of_all_of_hold_together():
    schema = {
        "allOf": [thing("a", a={**INTEGER, "minimum": 3}), thing("b", a={"maximum": 3}, b=TEXT)],
        "required": ["b"],
    }
    assert value(schema) == {"a": 3, "b": "b"}


def test_the_first_alternative_that_works_is_taken():
    assert value({"anyOf": [{"allOf": [TEXT, INTEGER]}, INTEGER]}) == 1
    assert value({"oneOf": [{"type": "number"}, INTEGER]}) == 1.5
    assert value({"anyOf": [{"type": "null"}, TEXT]}, dialect=D31) == "text"


def test_alternatives_are_told_apart_by_optional_properties():
    schema = {"oneOf": [thing(a=INTEGER), thing(a=TEXT)]}
    made = value(schema)
    assert made == {"a": 1}


def test_alternatives_that_cannot_be_told_apart_are_refused():
    found = unmade({"oneOf": [thing(a=INTEGER), thing(a=INTEGER)]})
    assert "valid under each of" in found.reason


def test_several_lists_of_alternatives():
    schema = {"type": "object", "oneOf": [thing("a", a=TEXT), thing("b", b=TEXT)], "anyOf": [thing("c", c=INTEGER)]}
    assert value(schema) == {"a": "a", "c": 1}


def test_not_and_if():
    assert value({"type": "integer", "not": {"maximum": 4}}) == 5
    schema = {
        **thing("kind", kind={"enum": ["x", "y"]}, of=TEXT),
        "if": thing("kind", kind={"const": "x"}),
        "then": thing("of"),
    }
    assert value(schema, dialect=D31) == {"kind": "x", "of": "of"}


def test_two_patterns_at_once():
    assert value({"allOf": [{"type": "string", "pattern": "^[a-z0-9]+$"}, {"pattern": "[0-9]"}]}) == "1"


CAT = thing("kind", "claws", kind=TEXT, claws=INTEGER)
DOG = thing("kind", "claws", kind=TEXT, claws=INTEGER)


def test_a_discriminator_chooses_one_of_equal_alternatives():
    schema = {"oneOf": [ref("Cat"), ref("Dog")], "discriminator": {"propertyName": "kind"}}
    assert value(schema, Cat=CAT, Dog=DOG) == {"kind": "Cat", "claws": 1}
    assert value(schema, Wish(n=1), Cat=CAT, Dog=DOG)["kind"] == "Dog"


def test_a_discriminator_may_have_names_of_its_own():
    schema = {
        "oneOf": [ref("Cat"), ref("Dog")],
        "discriminator": {"propertyName": "kind", "mapping": {"tabby": "#/x/Cat", "hound": "Dog"}},
    }
    assert value(schema, Cat=CAT, Dog=DOG)["kind"] == "tabby"


def test_a_base_with_a_mapping_is_one_of_its_kinds():
    base = {**thing("kind", kind=TEXT), "discriminator": {"propertyName": "kind", "mapping": {"cat": "#/x/Cat"}}}
    cat = {"allOf": [ref("Base"), thing("claws", claws=INTEGER)]}
    assert value(ref("Base"), Base=base, Cat=cat) == {"kind": "cat", "claws": 1}
    assert value(ref("Cat"), Base=base, Cat=cat) == {"kind": "cat", "claws": 1}


def test_in_two_point_zero_the_kind_is_the_name_of_the_definition():
    base = {**thing("kind", kind=TEXT), "discriminator": "kind"}
    cat = {"allOf": [ref("Base"), thing("claws", claws=INTEGER)]}
    assert value(ref("Cat"), dialect=D20, Base=base, Cat=cat) == {"kind": "Cat", "claws": 1}


def test_a_schema_inside_itself_is_cut_where_it_is_optional():
    node = thing("name", name=TEXT, child=ref("Node"), many={"type": "array", "items": ref("Node")})
    assert value(ref("Node"), Node=node) == {"name": "name"}
    made = value(ref("Node"), ALL, Node=node)
    assert made["name"] == "name"
    assert sampler(Node=node).accepts(ref("Node"), made)


def test_a_schema_inside_itself_ends_in_an_empty_array_null_or_another_alternative():
    node = thing("many", many={"type": "array", "items": ref("Node")})
    assert sampler(Node=node).accepts(ref("Node"), value(ref("Node"), Node=node))
    linked = thing("next", next={"anyOf": [ref("Linked"), {"type": "null"}]})
    assert value(ref("Linked"), dialect=D31, Linked=linked) == {"next": {"next": {"next": None}}}
    pair = thing("left", left={"anyOf": [ref("Pair"), INTEGER]})
    assert value(ref("Pair"), Pair=pair) == {"left": {"left": {"left": 1}}}


def test_what_needs_itself_without_an_end_is_refused():
    found = unmade(ref("Node"), Node=thing("child", child=ref("Node")))
    assert "#/x/Node needs itself" in found.reason
    assert found.pointer == "/child/child"
    assert "composed of itself" in unmade(ref("A"), A={"allOf": [ref("A")]}).reason


def test_a_reference_that_leads_nowhere_is_refused_only_where_it_is_needed():
    schema = thing("a", a=INTEGER, b=ref("Lost"))
    assert value(schema) == {"a": 1}
    assert value(schema, ALL) == {"a": 1}
    assert "'#/x/Lost' cannot be followed" in unmade({**schema, "required": ["b"]}).reason


def test_beside_a_reference_keywords_count_in_3_1_only():
    assert value({**ref("Text"), "maxLength": 2}, Text=TEXT) == "text"
    assert value({**ref("Text"), "maxLength": 2}, dialect=D31, Text=TEXT) == "xt"
    assert value({**ref("Text"), "default": "mine"}, dialect=D31, Text=TEXT) == "mine"


def test_a_schema_with_too_many_alternatives_ends():
    names = [f"N{number}" for number in range(12)]
    every = [ref(name) for name in names]
    nodes = {name: thing("a", "b", a={"oneOf": every}, b={"oneOf": every}) for name in names}
    assert unmade(ref("N0"), None, D30, **nodes).reason
