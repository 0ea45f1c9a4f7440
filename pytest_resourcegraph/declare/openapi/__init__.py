"""From an OpenAPI document to resource types and actions: read, filter, derive, explain, scaffold."""
