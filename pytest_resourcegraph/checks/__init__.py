"""The oracles, one a file. Each judges a step that was taken; none knows another."""
