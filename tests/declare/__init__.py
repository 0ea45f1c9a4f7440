"""What users declare, and the schema or the errors that come of it."""
