"""--resource-graph-max-steps cuts sequences."""

from .reading import RUN, events


def test_no_sequence_is_longer(in_memory):
    for most in (5, 8):
        in_memory.runpytest(*RUN, f"--resource-graph-max-steps={most}", "--resource-graph-events=e.jsonl")
        lengths: dict[str, int] = {}
        for event in events(in_memory.path / "e.jsonl"):
            if event["fact"] == "StepStarted" and event.get("purpose", "planned") == "planned":
                lengths[event["execution"]] = lengths.get(event["execution"], 0) + 1
        assert lengths
        assert max(lengths.values()) <= most
