"""The command line: what a document shows, and files to begin with. It starts no test; that is pytest's."""
