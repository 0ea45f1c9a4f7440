"""The plugin in whole pytest runs: one file for each option or feature."""
