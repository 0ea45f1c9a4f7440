"""The command line: explain and scaffold."""
