"""The fake service, and the schema and the desk that the tests of engine and checks share."""
