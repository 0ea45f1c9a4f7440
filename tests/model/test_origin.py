"""Where a declaration stands."""

from pytest_resourcegraph.model.origin import Origin


def test_below_the_working_directory_it_is_relative(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert str(Origin(str(tmp_path / "tests" / "conftest.py"), 12)) == "tests/conftest.py:12"


def test_elsewhere_it_is_as_it_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert str(Origin(f"{tmp_path}-other/conftest.py", 12)) == f"{tmp_path}-other/conftest.py:12"
    assert str(Origin("conftest.py", 12)) == "conftest.py:12"


def test_nowhere():
    assert str(Origin()) == ""
