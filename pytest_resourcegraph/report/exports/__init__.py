"""A finding as a file that repeats it without us: ``shell.shell_script`` and ``pytest_file.pytest_file``."""
