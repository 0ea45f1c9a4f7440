"""The order of sequences in a plan."""

from .declared import house, plan


def test_every_action_succeeds_in_the_first_sequences():
    made = plan(house(), "transitions and refusals")
    seen: set[str] = set()
    for sequence in made.sequences:
        before = set(seen)
        seen |= {step.action for step in sequence.steps if step.refusal is None}
        if len(before) < len(house().actions):
            assert seen > before
    assert seen == set(house().actions)


def test_sequences_of_refusals_only_come_last():
    made = plan(house(), "transitions and refusals")
    only = [all(goal.startswith("refusals") for goal in sequence.goals) for sequence in made.sequences]
    assert only == sorted(only)


def test_seeds_give_other_plans_of_the_same_goals():
    one, other = plan(house(), "pairs", seed=1), plan(house(), "pairs", seed=2)
    assert sorted(one.covered) == sorted(other.covered)
    assert one.sequences != other.sequences
