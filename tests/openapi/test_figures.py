"""The benchmark of the corpus, with derivations that know too much or nothing."""

from benchmarks.corpus import accuracy, breadth
from benchmarks.row import Row

from .labels import labels

RIGHT = "precision 1.000, recall 1.000"
OF = "derived from OpenAPI"


def test_who_copies_the_labels_is_right(corpus):
    known = {corpus / label["document"]: label for label in labels().values()}
    assert [(row.name, row.ours, row.noise) for row in accuracy(known.__getitem__)] == [
        (f"{OF}, {name}", RIGHT, f"without what is doubtful: {RIGHT}")
        for name in ("types", "parents", "roles", "overall")
    ]


def test_who_reads_nothing_finds_nothing(corpus):
    def derive(path):
        raise LookupError(path)

    *_, overall = accuracy(derive)
    assert overall.ours == "precision 1.000, recall 0.000"


def test_what_cannot_be_read_is_counted(tmp_path):
    (tmp_path / "one").write_text("{}", encoding="utf-8")
    paths = (tmp_path / "one", tmp_path / "none")
    rows = list(breadth(lambda path: {"operations": {"GET /": path.read_text()}}, paths))
    assert rows[0] == Row(name="OpenAPI documents that can be read", ours="1 of 2", goal="2")
    assert [row.name for row in rows[1:]] == [
        "time to derive from one document",
        "time to derive from one document, worst",
        "time to derive from 2,000 operations",
    ]
