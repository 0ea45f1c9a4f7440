"""Candidates by example: what is repaired, what the last step depends on, what is merged, and shorter ways."""

from pytest_resourcegraph.events.key import Key
from pytest_resourcegraph.model.action import Action, Refusal, Role
from pytest_resourcegraph.model.effect import Create
from pytest_resourcegraph.model.schema import Schema
from pytest_resourcegraph.plan.plan import PHANTOM, Step
from pytest_resourcegraph.plan.shrink.guesses import guesses, slice_
from pytest_resourcegraph.plan.shrink.merge import merges
from pytest_resourcegraph.plan.shrink.parts import chunks
from pytest_resourcegraph.plan.shrink.repair import Steps, repair
from pytest_resourcegraph.plan.shrink.shortcut import shortcuts

from ...testing.archive import FOLDER, archive

SCHEMA = archive()
F1, F2, L1, L2 = Key("folder", "f1"), Key("folder", "f2"), Key("label", "l1"), Key("label", "l2")
D1, D2 = Key("document", "d1", F1), Key("document", "d2", F2)


def take(action: str, *keys: Key, schema: Schema = SCHEMA, **more: object) -> Step:
    roles = tuple((role.name, key) for role, key in zip(schema.actions[action].roles, keys, strict=True))
    return Step(action=action, roles=roles, **more)  # type: ignore[arg-type]


MAKE_F1 = take("create_folder", makes="f1")
MAKE_F2 = take("create_folder", makes="f2")
MAKE_D1 = take("create_document", F1, makes="d1")
MAKE_D2 = take("create_document", F2, makes="d2")
READ_D1 = take("get_document", D1)


def shown(steps: Steps | None) -> list[str]:
    return [str(step) for step in steps or ()]


# -- repair --------------------------------------------------------------------------------------------------------


def test_what_was_never_made_goes_with_all_that_is_done_to_it():
    assert repair(SCHEMA, (MAKE_D1, take("update_document", D1), MAKE_F2, MAKE_D2, READ_D1)) == (MAKE_F2, MAKE_D2)


def test_what_would_be_refused_goes():
    sent = take("send_document", D1)
    assert repair(SCHEMA, (MAKE_F1, MAKE_D1, sent, sent, READ_D1)) == (MAKE_F1, MAKE_D1, sent, READ_D1)


def test_a_refusal_goes_where_it_would_succeed_or_be_refused_in_another_way():
    refused = take("send_document", D1, refusal=Refusal.WRONG_STATE)
    gone = take("delete_document", D1)
    assert repair(SCHEMA, (MAKE_F1, MAKE_D1, refused)) == (MAKE_F1, MAKE_D1)
    assert repair(SCHEMA, (MAKE_F1, MAKE_D1, gone, refused)) == (MAKE_F1, MAKE_D1, gone)


def test_what_took_the_key_of_one_that_was_never_made_takes_its_own():
    again = take("create_folder", makes="f2", twin=F1)
    assert repair(SCHEMA, (MAKE_F1, take("delete_folder", F1), again, MAKE_D2)) == (
        MAKE_F1, take("delete_folder", F1), again, MAKE_D2,
    )  # fmt: skip
    assert repair(SCHEMA, (take("delete_folder", F1), again, MAKE_D2)) == (MAKE_F2, MAKE_D2)
    taken = take("create_folder", makes="f2", twin=F1, refusal=Refusal.DUPLICATE)
    assert repair(SCHEMA, (taken, MAKE_F2)) == (MAKE_F2,)


def test_an_observation_stays_as_long_as_its_resources_were_made():
    seen = take("get_document", D1, relation="self")
    gone = take("delete_document", D1)
    assert repair(SCHEMA, (MAKE_F1, MAKE_D1, gone, seen)) == (MAKE_F1, MAKE_D1, gone, seen)
    assert repair(SCHEMA, (MAKE_F1, gone, seen)) == (MAKE_F1,)


def test_what_was_never_meant_to_exist_needs_no_maker():
    nothing = take("get_document", Key("document", PHANTOM, F1), refusal=Refusal.MISSING_REFERENCE)
    assert repair(SCHEMA, (MAKE_F1, nothing)) == (MAKE_F1, nothing)


# -- slice and guesses ---------------------------------------------------------------------------------------------


def test_the_slice_is_what_the_last_step_went_through():
    sent, updated = take("send_document", D1), take("update_document", D2)
    steps = (MAKE_F2, MAKE_F1, MAKE_D2, MAKE_D1, READ_D1, updated, sent, READ_D1)
    assert slice_(SCHEMA, steps) == (MAKE_F1, MAKE_D1, sent, READ_D1)


def test_the_slice_of_an_observation_has_the_step_that_it_follows():
    deleted = take("delete_folder", F2)
    seen = take("get_document", D1, relation="sibling")
    assert slice_(SCHEMA, (MAKE_F1, MAKE_D1, READ_D1, MAKE_F2, deleted, seen)) == (
        MAKE_F1, MAKE_D1, MAKE_F2, deleted, seen,
    )  # fmt: skip


def test_the_slice_of_a_list_has_what_is_listed_and_nothing_of_other_parents():
    listed = take("list_documents", F1)
    assert slice_(SCHEMA, (MAKE_F1, MAKE_F2, MAKE_D1, MAKE_D2, listed)) == (MAKE_F1, MAKE_D1, listed)


def test_the_slice_of_a_resource_below_another_parent_has_both():
    elsewhere = Key("document", "d1", F2)
    steps = (MAKE_F1, MAKE_F2, MAKE_D1, READ_D1, take("get_document", elsewhere, refusal=Refusal.WRONG_PARENT))
    assert slice_(SCHEMA, steps) == (MAKE_F1, MAKE_F2, MAKE_D1, steps[-1])


def test_the_first_guess_has_only_the_change_that_came_last():
    steps = (MAKE_F1, MAKE_D1, take("update_document", D1), take("send_document", D1), READ_D1)
    assert shown(next(guesses(SCHEMA, steps))) == [
        "f1 = create_folder()", "d1 = create_document(f1)", "send_document(d1)", "get_document(d1)",
    ]  # fmt: skip


def test_no_guess_lacks_what_the_end_needs():
    deleted = take("delete_folder", F1)
    steps = (MAKE_F2, MAKE_F1, MAKE_D2, MAKE_D1, deleted, take("get_document", D1, relation="child"))
    least = (MAKE_F1, MAKE_D1, deleted, steps[-1])
    for guess in (*guesses(SCHEMA, steps), *chunks(SCHEMA, steps)):
        assert set(least) <= set(guess)


def test_what_is_quiet_is_taken_for_needed():
    sent = take("send_document", D1)
    steps = (MAKE_F1, MAKE_F2, MAKE_D1, sent, READ_D1)
    without_sent = frozenset([MAKE_F1, MAKE_F2, MAKE_D1, READ_D1])
    parts = list(chunks(SCHEMA, steps, (without_sent,)))
    assert (MAKE_F1, MAKE_D1, sent, READ_D1) in parts
    assert (MAKE_F1, MAKE_F2, MAKE_D1, READ_D1) not in parts


# -- merges and shorter ways ---------------------------------------------------------------------------------------


def test_one_of_two_that_are_alike_is_enough():
    steps = (
        take("create_label", makes="l1"), take("create_label", makes="l2"), MAKE_F1,
        take("create_labelled", F1, L1, makes="d1"), take("label_document", D1, L2),
    )  # fmt: skip
    assert [shown(merged) for merged in merges(SCHEMA, steps)] == [
        ["l1 = create_label()", "f1 = create_folder()", "d1 = create_labelled(f1, l1)", "label_document(d1, l1)"]
    ]


def test_two_stay_two_where_the_end_is_about_both():
    elsewhere = Key("document", "d1", F2)
    refused = take("get_document_in_folder", F2, elsewhere, refusal=Refusal.WRONG_PARENT)
    assert list(merges(SCHEMA, (MAKE_F1, MAKE_F2, MAKE_D1, refused))) == []


def test_two_resources_of_one_step_stay_two():
    both = Action(name="join_labels", roles=(Role(name="one", type="label"), Role(name="other", type="label")))
    schema = archive(both)
    steps = (
        take("create_label", makes="l1"), take("create_label", makes="l2"), take("get_label", L2),
        take("join_labels", L1, L2, schema=schema),
    )  # fmt: skip
    assert list(merges(schema, steps)) == []


FILED = Action(
    name="import_document", roles=(FOLDER,), effects=(Create(type="document", parent="folder", state="filed"),)
)


def test_a_shorter_way_to_the_same_situation_is_planned():
    schema = archive(FILED)
    refused = take("send_document", D1, refusal=Refusal.WRONG_STATE)
    steps = (MAKE_F1, MAKE_D1, take("file_document", D1), refused)
    assert [shown(one) for one in shortcuts(schema, steps)] == [
        ["f1 = create_folder()", "d1 = import_document(f1)", "send_document(d1)"]
    ]


def test_a_shorter_way_keeps_the_observation():
    schema = archive(FILED)
    seen = take("get_document", D1, relation="self")
    steps = (MAKE_F1, MAKE_D1, take("file_document", D1), take("update_document", D1), seen)
    found = list(shortcuts(schema, steps))
    assert ["f1 = create_folder()", "d1 = import_document(f1)", "update_document(d1)", "get_document(d1)"] in [
        shown(one) for one in found
    ]
    assert {one[-1].relation for one in found} == {"self"}
