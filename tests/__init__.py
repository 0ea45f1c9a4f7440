"""Tests of pytest-resourcegraph. Every folder here is a package, so that two files may share a name."""
