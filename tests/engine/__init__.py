"""The engine against fakes and a small real server; no mocks."""
