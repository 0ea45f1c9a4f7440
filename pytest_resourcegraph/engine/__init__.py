"""Runs a plan against the real system: binds, calls, predicts, compares, observes, cleans up."""
