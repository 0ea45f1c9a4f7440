"""What can exist and what can happen, as values."""
