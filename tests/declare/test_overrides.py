"""resourcegraph.yaml: what it says, what is wrong with it with the line, and how it overrides what is declared."""

import pytest

from pytest_resourcegraph.declare.action import ActionDeclaration
from pytest_resourcegraph.declare.builder import Builder
from pytest_resourcegraph.declare.defaults import Defaults
from pytest_resourcegraph.declare.overrides import read_overrides
from pytest_resourcegraph.declare.parameter import Parameter
from pytest_resourcegraph.declare.types import ResourceType
from pytest_resourcegraph.errors import DefinitionError
from pytest_resourcegraph.model.action import Refusal
from pytest_resourcegraph.model.resource import OnDestroy
from pytest_resourcegraph.model.resource import ResourceType as Value


def _read(tmp_path, text):
    path = tmp_path / "resourcegraph.yaml"
    path.write_text(text, encoding="utf-8")
    return read_overrides(path)


def _problems(tmp_path, text):
    with pytest.raises(DefinitionError) as raised:
        _read(tmp_path, text)
    return [str(problem).replace(f"{tmp_path}/", "") for problem in raised.value.problems]


def _create(name="create_box", **said):
    return ActionDeclaration(name=name, call=lambda **_: None, given=(Parameter(name="api"),), **said)


@pytest.mark.parametrize("text", ["", "# nothing\n", "types:\nactions:\n", "types: {}\n"])
def test_a_file_that_says_nothing(tmp_path, text):
    said = _read(tmp_path, text)
    assert (said.types, said.actions, said.regressions) == ((), (), ())


def test_every_field_of_a_type(tmp_path):
    text = """\
types:
  box:
    parent: shelf
    references: {owner: person}
    id_field: meta.id
    key: name
    states: [open, shut]
    state_field: status
    initial: open
    gone: [404, 403]
    deleted_state: removed
    idempotent: true
    fields: {type: object}
    volatile: seen_at
    on_destroy: {owner: clear}
    reuses_ids: true
    settles: 1.5
    error_field: error
    checks: {gone: false}
"""
    (box,) = _read(tmp_path, text).types
    assert (box.name, box.origin.line) == ("box", 2)
    assert box.said == {
        "parent": "shelf", "references": {"owner": "person"}, "id_field": "meta.id", "key": "name",
        "states": ("open", "shut"), "state_field": "status", "initial": "open", "gone": frozenset({403, 404}),
        "deleted_state": "removed", "idempotent": True, "fields": {"type": "object"},
        "volatile": frozenset({"seen_at"}), "on_destroy": {"owner": OnDestroy.CLEAR}, "reuses_ids": True,
        "settles": 1.5, "error_field": "error", "checks": {"gone": False},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("types:\n  box: {kye: a}\n", "resourcegraph.yaml:2: there is no field 'kye'"),
        ("types:\n  box:\n    gone: soon\n", "resourcegraph.yaml:3: 'gone' of 'box' has 'soon'"),
        ("types:\n  box:\n    gone: true\n", "resourcegraph.yaml:3: 'gone' of 'box' has True"),
        ("types:\n  box:\n    states: 3\n", "resourcegraph.yaml:3: 'states' of 'box' has 3"),
        ("types:\n  box:\n    settles: later\n", "resourcegraph.yaml:3: 'settles' of 'box' has 'later'"),
        ("types:\n  box:\n    on_destroy: {a: x}\n", "resourcegraph.yaml:3: 'on_destroy' of 'box' has {'a': 'x'}"),
        ("types:\n  box: [a]\n", "resourcegraph.yaml:2: 'box' has ['a']"),
        ("types: [a]\n", "resourcegraph.yaml: ['a'] is no mapping"),
        ("actions:\n  open: {call: x}\n", "resourcegraph.yaml:2: there is no field 'call'"),
        ("things: {}\n", "resourcegraph.yaml:1: there is no part 'things'"),
        ("a text\n", "resourcegraph.yaml: this is no mapping"),
    ],
)  # fmt: skip
def test_what_is_wrong(tmp_path, text, told):
    (problem,) = _problems(tmp_path, text)
    assert problem.partition("\n")[0] == told
    assert len(problem.splitlines()) >= 2


def test_everything_is_told_at_once(tmp_path):
    assert len(_problems(tmp_path, "types:\n  a: {b: 1}\n  c: 2\nactions:\n  d: {e: 3}\nf: 4\n")) == 4


@pytest.mark.parametrize("text", ["regressions:\n  lost: RG1-x\n", "regressions:\n  - {name: lost, sequence: RG1-x}\n"])
def test_regressions(tmp_path, text):
    (one,) = _read(tmp_path, text).regressions
    assert (one.name, one.sequence) == ("lost", "RG1-x")


def test_one_field_is_overridden_and_the_others_stay(tmp_path):
    builder = Builder()
    builder.derive([Value(name="box", id_field="uid", shown_states=("open", "shut"), state_field="status")], [
        _create(creates="box", doubtful=True),
    ])  # fmt: skip
    builder.override(_read(tmp_path, "types:\n  box: {gone: 410}\nactions:\n  create_box: {cost: 3}\n"))
    schema = builder.build()
    assert schema.types["box"].gone == frozenset({410})
    assert (schema.types["box"].id_field, schema.types["box"].shown_states) == ("uid", ("open", "shut"))
    assert (schema.actions["create_box"].cost, schema.actions["create_box"].doubtful) == (3, True)


def test_states_that_are_said_are_predicted(tmp_path):
    builder = Builder()
    builder.derive([Value(name="box", shown_states=("open", "shut"), state_field="status")], [_create(creates="box")])
    builder.override(_read(tmp_path, "types:\n  box: {states: [new, old]}\n"))
    box = builder.build().types["box"]
    assert (box.states, box.shown_states, box.born, box.state_field) == (("new", "old"), (), "new", "status")


def test_a_later_file_goes_before_an_earlier_one(tmp_path):
    builder = Builder()
    builder.extend([ResourceType("box"), _create(creates="box")])
    builder.override(_read(tmp_path, "types:\n  box: {gone: 410, id_field: uid}\n"))
    builder.override(_read(tmp_path, "types:\n  box: {gone: 403}\n"))
    box = builder.build().types["box"]
    assert (box.gone, box.id_field) == (frozenset({403}), "uid")


def test_a_type_that_nobody_declared_is_declared_by_it(tmp_path):
    builder = Builder()
    builder.add(_create(creates="box"))
    builder.override(_read(tmp_path, "types:\n  box: {key: name}\n"))
    assert builder.build().types["box"].key == "name"


def test_refusals_of_an_action(tmp_path):
    builder = Builder()
    builder.extend([ResourceType("box", key="name"), _create(creates="box")])
    builder.override(_read(tmp_path, "actions:\n  create_box: {refuses: {duplicate: 409, other-actor: false}}\n"))
    refusals = builder.build().actions["create_box"].refusals
    assert refusals[Refusal.DUPLICATE] == frozenset({409})
    assert Refusal.OTHER_ACTOR not in refusals


def test_an_action_that_nobody_declared(tmp_path):
    builder = Builder()
    builder.extend([ResourceType("box"), _create(creates="box")])
    builder.override(_read(tmp_path, "actions:\n  creat_box: {cost: 2}\n"))
    with pytest.raises(DefinitionError) as raised:
        builder.build()
    assert "resourcegraph.yaml:2: there is no action 'creat_box'" in str(raised.value)
    assert "did you mean 'create_box'?" in str(raised.value)


def test_what_the_project_says_of_all_types_holds_for_derived_ones():
    derived = Value(
        name="box",
        gone=frozenset({404, 422}),
        state_field="status",
        shown_states=("new", "trashed"),
        volatile=frozenset({"seen"}),
    )
    plain = Builder()
    plain.derive([derived, Value(name="lid")], [])
    assert plain.build().types["box"] == derived
    builder = Builder(
        defaults=Defaults(
            gone=frozenset({403}),
            deleted_state="trashed",
            volatile=frozenset({"at"}),
            settles=2.0,
            idempotent=True,
            error_field="error",
        )
    )
    builder.derive([derived, Value(name="lid")], [])
    box, lid = builder.build().types["box"], builder.build().types["lid"]
    assert (box.gone, box.volatile) == (frozenset({403}), frozenset({"seen", "at"}))
    assert box.deleted_state == "trashed"
    assert (box.settles, box.idempotent, box.error_field) == (2.0, True, "error")
    assert lid.deleted_state is None


# -- several files that speak of one and the same action ---------------------------------------------------------------


def _sent(tmp_path, *said, derived=False):
    """The action ``send`` of which each file, the outermost first, says this."""
    builder = Builder()
    boxes = Value(name="box", states=("new", "sent", "filed"), state_field="status")
    send: ActionDeclaration[..., object] = ActionDeclaration(
        name="send", call=lambda **_: None, given=(Parameter(name="api"), Parameter(name="box", type="box")),
        doubtful=derived, refuses=("after-destroy", "other-actor") if derived else True,
        sure={"anonymous": False} if derived else None,
    )  # fmt: skip
    if derived:
        builder.derive([boxes], [_create(creates="box"), send])
    else:
        builder.extend([boxes, _create(creates="box"), send])
    for number, one in enumerate(said):
        folder = tmp_path.joinpath(*["below"] * number)
        folder.mkdir(exist_ok=True)
        builder.override(_read(folder, f"actions:\n  send: {one}\n"))
    return builder.build().actions["send"]


MOVES, SURE, COST = '{moves: {box: "new -> sent"}}', "{doubtful: false}", "{cost: 3}"


@pytest.mark.parametrize("derived", [True, False], ids=["derived", "declared"])
@pytest.mark.parametrize("said", [(MOVES, COST), (COST, MOVES), (MOVES, COST, "{expects: 202}")], ids=str)
def test_what_several_files_say_of_one_action_holds_together(tmp_path, said, derived):
    send = _sent(tmp_path, *said, derived=derived)
    assert ([move.moves for move in send.moves], send.cost) == ([(("new", "sent"),)], 3)
    assert send.expects == (frozenset({202}) if len(said) == 3 else frozenset())
    assert send.doubtful is derived
    assert Refusal.WRONG_STATE in send.refusals


@pytest.mark.parametrize("derived", [True, False], ids=["derived", "declared"])
def test_of_one_field_the_later_file_goes_first_and_the_others_stay(tmp_path, derived):
    first = "{cost: 3, expects: 202, refuses: {after-destroy: 404, other-actor: 403}, checks: {gone: false}}"
    send = _sent(tmp_path, first, "{cost: 2, refuses: {after-destroy: 410}}", derived=derived)
    assert (send.cost, send.expects, send.checks) == (2, frozenset({202}), {"gone": False})
    assert send.refusals[Refusal.AFTER_DESTROY] == frozenset({410})
    assert send.refusals[Refusal.OTHER_ACTOR] == frozenset()  # a field is said as a whole
    assert _sent(tmp_path, first, "{refuses: false}", COST, derived=derived).refusals == {}


@pytest.mark.parametrize("said", [(MOVES, SURE), (SURE, MOVES), (COST, MOVES, SURE), (SURE, COST, MOVES)], ids=str)
def test_a_derived_action_of_which_two_files_are_sure_refuses_whatever_can_be_broken(tmp_path, said):
    send = _sent(tmp_path, *said, derived=True)
    assert not send.doubtful
    assert set(send.refusals) == set(Refusal) - {Refusal.ANONYMOUS}
    assert send.role("box").states == ("new",)


@pytest.mark.parametrize("later", [MOVES, SURE, "{requires: {box: new}, doubtful: false}"])
@pytest.mark.parametrize(
    ("refuses", "names"), [("[after-destroy]", {Refusal.AFTER_DESTROY}), ("false", set()), ("true", set(Refusal))]
)
def test_refusals_that_one_file_says_are_those_whatever_another_says_besides(tmp_path, refuses, names, later):
    said = f"{{refuses: {refuses}}}"
    assert set(_sent(tmp_path, said, later, derived=True).refusals) == names
    assert set(_sent(tmp_path, later, said, derived=True).refusals) == names


@pytest.mark.parametrize("later", [MOVES, SURE])
def test_their_statuses_stay(tmp_path, later):
    send = _sent(tmp_path, "{refuses: {after-destroy: 404, wrong-parent: false}}", later, derived=True)
    assert send.refusals[Refusal.AFTER_DESTROY] == frozenset({404})
    assert set(send.refusals) == set(Refusal) - {Refusal.WRONG_PARENT}


def test_without_more_being_said_it_refuses_what_the_document_speaks_of(tmp_path):
    assert set(_sent(tmp_path, COST, "{expects: 202}", derived=True).refusals) == {"after-destroy", "other-actor"}
    assert set(_sent(tmp_path, COST, MOVES, derived=True).refusals) == {"after-destroy", "other-actor", "wrong-state"}


def test_doubt_that_comes_back(tmp_path):
    sent = _sent(tmp_path, "{doubtful: false}", "{doubtful: true}", derived=True)
    assert set(sent.refusals) == {"after-destroy", "other-actor"}


def test_a_need_that_is_taken_back(tmp_path):
    sent = _sent(tmp_path, "{requires: {box: new}}", "{requires: {}}", derived=True)
    assert Refusal.WRONG_STATE not in sent.refusals
