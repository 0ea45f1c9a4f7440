"""Parameters as they are sent, after the tables of the specifications."""

import pytest
import requests

from pytest_resourcegraph.declare.openapi.data.wire import Wire, wire_of

from .documents import D20, D30

LIST, OBJECT = ["blue", "black"], {"R": 100, "G": 200}


@pytest.mark.parametrize(
    ("style", "explode", "value", "query"),
    [
        (None, None, "blue", "color=blue"),
        (None, None, True, "color=true"),
        (None, None, 1.5, "color=1.5"),
        (None, None, LIST, "color=blue&color=black"),
        (None, None, [], ""),
        ("form", False, LIST, "color=blue%2Cblack"),
        ("form", True, OBJECT, "R=100&G=200"),
        ("form", False, OBJECT, "color=R%2C100%2CG%2C200"),
        ("spaceDelimited", False, LIST, "color=blue+black"),
        ("pipeDelimited", False, LIST, "color=blue%7Cblack"),
        ("deepObject", True, OBJECT, "color%5BR%5D=100&color%5BG%5D=200"),
        ("deepObject", True, {"a": {"b": [1]}}, "color%5Ba%5D%5Bb%5D%5B0%5D=1"),
    ],
)
def test_queries_of_three(style, explode, value, query):
    parameter = {"name": "color", "in": "query", "style": style, "explode": explode}
    prepared = requests.Request("GET", "http://x/", params=wire_of(parameter, value, D30).params).prepare()
    assert str(prepared.url).partition("?")[2] == query


@pytest.mark.parametrize(
    ("style", "explode", "value", "text"),
    [
        ("simple", False, "a/b c", "a%2Fb%20c"),
        ("simple", False, LIST, "blue,black"),
        ("simple", False, OBJECT, "R,100,G,200"),
        ("simple", True, OBJECT, "R=100,G=200"),
        ("label", False, "blue", ".blue"),
        ("label", False, LIST, ".blue,black"),
        ("label", True, LIST, ".blue.black"),
        ("label", True, OBJECT, ".R=100.G=200"),
        ("matrix", False, "blue", ";color=blue"),
        ("matrix", False, LIST, ";color=blue,black"),
        ("matrix", True, LIST, ";color=blue;color=black"),
        ("matrix", False, OBJECT, ";color=R,100,G,200"),
        ("matrix", True, OBJECT, ";R=100;G=200"),
    ],
)
def test_paths_of_three(style, explode, value, text):
    parameter = {"name": "color", "in": "path", "style": style, "explode": explode}
    assert wire_of(parameter, value, D30).path == {"color": text}


@pytest.mark.parametrize(
    ("form", "params"),
    [
        (None, (("c", "blue,black"),)),
        ("csv", (("c", "blue,black"),)),
        ("ssv", (("c", "blue black"),)),
        ("tsv", (("c", "blue\tblack"),)),
        ("pipes", (("c", "blue|black"),)),
        ("multi", (("c", "blue"), ("c", "black"))),
    ],
)
def test_collections_of_two(form, params):
    parameter = {"name": "c", "in": "query", **({"collectionFormat": form} if form else {})}
    assert wire_of(parameter, LIST, D20).params == params


def test_headers_cookies_and_media_types():
    both = wire_of({"name": "X-A", "in": "header"}, LIST, D30) | wire_of({"name": "s", "in": "cookie"}, 5, D30)
    assert both == Wire(headers={"X-A": "blue,black"}, cookies={"s": "5"})
    content = {"name": "q", "in": "query", "content": {"application/json": {}}}
    assert wire_of(content, {"a": 1}, D30).params == (("q", '{"a": 1}'),)


def test_a_body_is_no_parameter_of_this_kind():
    with pytest.raises(ValueError, match="no place"):
        wire_of({"name": "b", "in": "body"}, 1, D20)
