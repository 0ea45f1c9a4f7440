"""Names of sequences."""

from pytest_resourcegraph.plan.names import sequence_name


def test_a_name_tells_the_actions():
    assert sequence_name(12, ["make_room", "make_room", "drop_room"]) == "S0012-make_room-drop_room"


def test_a_long_name_ends_in_a_digest_of_the_whole():
    actions = [f"action_number_{number}" for number in range(20)]
    one, other = sequence_name(1, actions), sequence_name(1, [*actions, "another"])
    assert len(one) <= 80
    assert len(other) <= 80
    assert one != other


def test_what_selects_in_pytest_is_replaced():
    assert sequence_name(1, ["a::b[c]"]) == "S0001-a__b_c_"
