"""The HTTP client that actions get as ``api``: all of the package that knows requests."""

from .client import HttpClient

__all__ = ["HttpClient"]
