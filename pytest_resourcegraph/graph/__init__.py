"""What exists: the resource graph as a persistent value, and the one fold that changes it."""
