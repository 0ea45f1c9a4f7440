"""Values for requests, made from schemas."""
