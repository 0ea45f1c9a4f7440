"""How a user says what can exist and what can happen: declarations, and the builder that makes a schema of them."""
