"""The laws, as Hypothesis property tests."""
