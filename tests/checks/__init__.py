"""Each check with a service that has the fault, and with its clean twin."""
