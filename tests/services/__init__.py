"""Services that nobody here wrote, tested from the OpenAPI documents that they publish themselves."""
