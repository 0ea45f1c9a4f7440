"""Tests of the resource graph."""
