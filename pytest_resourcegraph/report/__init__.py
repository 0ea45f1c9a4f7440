"""What is told about a run: every report is a fold over its events, live or read from a file."""
