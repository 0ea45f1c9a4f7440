"""What may be left of a failing sequence."""
