"""The rules of the architecture that import-linter cannot express."""
