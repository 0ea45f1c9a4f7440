"""Hypothesis strategies for every fact, event and graph history; other laws may use them."""

from collections.abc import Iterator
from itertools import product
from typing import Any

from hypothesis import strategies as st

from pytest_resourcegraph.events.change import Created, Destroyed, GraphFact, Linked, Moved, Updated
from pytest_resourcegraph.events.claim import Claim, FieldAsIn, FieldIs, Length, Listed, StatusIs
from pytest_resourcegraph.events.exchange import Exchange
from pytest_resourcegraph.events.facts import (
    Accepted,
    Coverage,
    Declined,
    Event,
    Exchanged,
    Fact,
    Found,
    Learned,
    Left,
    Outcome,
    Planned,
    Purpose,
    Replay,
    Replayed,
    RunFinished,
    RunStarted,
    SequenceFinished,
    SequenceStarted,
    Shrunk,
    StepFinished,
    StepStarted,
)
from pytest_resourcegraph.events.key import Key
from pytest_resourcegraph.graph.node import Kind


def _key_of(path: list[tuple[str, Any]]) -> Key:
    key: Key | None = None
    for type_name, id_ in path:
        key = Key(type_name, id_, key)
    assert key is not None
    return key


text = st.text(max_size=12)
# With halves of surrogate pairs, as a service may answer them.
wild_text = st.text(st.characters(exclude_categories=[]), max_size=12)
number = st.integers(min_value=0, max_value=999)
seconds = st.floats(min_value=0, max_value=1e6, allow_nan=False)
ids = st.one_of(st.text(min_size=1, max_size=6), st.integers())
json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | wild_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(wild_text, inner, max_size=3),
    max_leaves=5,
)
bodies = st.dictionaries(text, json_values, max_size=3)
keys = st.lists(st.tuples(text, ids), min_size=1, max_size=3).map(_key_of)


def _texts(*names: str) -> dict[str, st.SearchStrategy[str]]:
    return dict.fromkeys(names, wild_text)


_names = st.lists(text, max_size=3).map(tuple)
_reasons = st.lists(st.tuples(text, text), max_size=2).map(tuple)
_triples = st.lists(st.tuples(text, text, text), max_size=2).map(tuple)
_exchanges = st.builds(
    Exchange,
    **_texts("method", "url", "error"),
    request_headers=_reasons,
    request_body=json_values,
    status=st.none() | number,
    response_headers=_reasons,
    response_body=json_values,
    elapsed=seconds,
)
_coverage = st.builds(Coverage, criterion=text, covered=number, infeasible=number, unplanned=number)
_paths = st.lists(text | number, max_size=3).map(tuple)
_claims: st.SearchStrategy[Claim] = st.one_of(
    st.builds(StatusIs, statuses=st.lists(number, max_size=2).map(tuple), family=text),
    st.builds(FieldIs, path=_paths, value=json_values, negated=st.booleans()),
    st.builds(FieldAsIn, path=_paths, step=number),
    st.builds(Listed, path=_paths, field=text, value=ids, times=number),
    st.builds(Length, path=_paths, items=number),
)
_purposes = st.sampled_from(Purpose)
_outcomes = st.sampled_from(Outcome)

FACTS: tuple[st.SearchStrategy[Fact], ...] = (
    st.builds(RunStarted, **_texts("seed", "url")),
    st.builds(
        Planned,
        **_texts("scope", "cover"),
        **dict.fromkeys(("types", "actions", "uncleanable"), _names),
        **dict.fromkeys(("sequences", "steps", "lower_bound"), number),
        **dict.fromkeys(("infeasible", "unplanned", "unreached", "omitted"), _reasons),
        credentials=st.lists(st.tuples(text, text, text, text), max_size=2).map(tuple),
        coverage=st.lists(_coverage, max_size=2).map(tuple),
    ),
    st.builds(
        SequenceStarted,
        **_texts("name", "scope", "token", "again"),
        goals=_names,
        shrunk_from=number,
        replays=st.booleans(),
    ),
    st.builds(
        StepStarted,
        **_texts("action", "text", "expected", "why", "relation", "actor"),
        number=number,
        purpose=_purposes,
    ),
    st.builds(Exchanged, exchange=_exchanges),
    st.builds(
        Created,
        **_texts("alias", "owner"),
        key=keys,
        state=st.none() | text,
        data=bodies,
        written=_names,
        links=st.lists(st.tuples(text, keys), max_size=2).map(tuple),
        step=number,
    ),
    st.builds(Destroyed, key=keys, step=number),
    st.builds(Moved, key=keys, state=st.none() | text, step=number),
    st.builds(Updated, key=keys, data=bodies, written=st.none() | _names, step=number),
    st.builds(Linked, key=keys, reference=text, target=st.none() | keys, step=number),
    st.builds(StepFinished, number=number, outcome=_outcomes, answer=wild_text, requests=number, elapsed=seconds),
    st.builds(
        Found,
        **_texts("check", "action", "kind", "message", "expected", "sequence", "token"),
        step=number,
        claims=st.lists(_claims, max_size=2).map(tuple),
        known=st.booleans(),
    ),
    st.builds(
        Shrunk,
        **_texts("check", "action", "kind", "sequence", "token", "remark"),
        **dict.fromkeys(("steps", "was", "again", "tries", "requests"), number),
    ),
    st.builds(Accepted, file=wild_text, findings=_triples),
    st.builds(Learned, type=wild_text, moves=_triples),
    st.builds(Declined, **_texts("action", "status", "reason")),
    st.builds(Replayed, result=st.sampled_from(Replay), step=number, reason=wild_text),
    st.builds(Left, **_texts("alias", "reason"), key=keys),
    st.builds(SequenceFinished, **_texts("name", "reason"), outcome=_outcomes, elapsed=seconds),
    st.builds(RunFinished, remark=wild_text),
)
facts: st.SearchStrategy[Fact] = st.one_of(*FACTS)
"""Any fact at all; a graph fact among them fits no graph in particular."""


def events_of(fact: st.SearchStrategy[Fact], *, executions: int = 2) -> st.SearchStrategy[Event]:
    """Events that hold such facts, of a few executions."""
    return st.builds(
        Event,
        number=number,
        at=seconds,
        execution=st.sampled_from([f"S{place}" for place in range(executions)]),
        executor=st.sampled_from(["main", "gw0"]),
        cause=st.none() | number,
        fact=fact,
    )


events = events_of(facts)

KINDS = (
    Kind(name="shelf", states=("open", "closed")),
    Kind(name="book", parent="shelf", states=("in", "out"), references={"next": "book", "on": "shelf"}),
    Kind(name="page", parent="book"),
)


_DATA: tuple[dict[str, object], ...] = ({}, {"a": 1}, {"a": None, "b": [1]}, {"b": 2})


@st.composite
def histories(draw: st.DrawFn, most: int = 25) -> list[GraphFact]:
    """Graph facts of KINDS in an order in which each of them fits the graph, ids used again after a destroy."""
    alive: list[Key] = []
    ever: list[Key] = []
    told: list[GraphFact] = []
    length = draw(st.integers(0, most))  # lists alone would be short
    # Kinds of change are drawn first and evenly: there are many more ways to create than to destroy.
    for step, (wanted, data) in enumerate(draw(st.lists(_changes, min_size=length, max_size=length))):
        possible = _possible(wanted, data, alive, ever, step)
        if not possible:
            continue
        fact = draw(st.sampled_from(possible))
        told.append(fact)
        if isinstance(fact, Created):
            alive.append(fact.key)
            ever.append(fact.key)
        elif isinstance(fact, Destroyed):
            alive = [key for key in alive if key != fact.key and not key.is_below(fact.key)]
    return told


_changes = st.tuples(st.sampled_from([Created, Created, Destroyed, Moved, Updated, Linked]), st.sampled_from(_DATA))


def _possible(
    wanted: type[GraphFact], data: dict[str, object], alive: list[Key], ever: list[Key], step: int
) -> list[GraphFact]:
    """All facts of that class that fit now."""
    if wanted is Created:
        return [fact for kind in KINDS for fact in _creations(kind, data, alive, ever, step)]
    if wanted is Destroyed:
        return [Destroyed(key=key, step=step) for key in alive]
    if wanted is Updated:
        return [Updated(key=key, data=data, step=step) for key in alive]
    books = [key for key in alive if key.type == "book"]
    if wanted is Moved:
        return [Moved(key=key, state=state, step=step) for key in books for state in ("in", "out")]
    targets: list[Key | None] = [None, *(key for key in ever if key.type == "book")]
    return [Linked(key=key, reference="next", target=target, step=step) for key in books for target in targets]


def _creations(
    kind: Kind, data: dict[str, object], alive: list[Key], ever: list[Key], step: int
) -> Iterator[GraphFact]:
    parents: list[Key | None] = [None] if kind.parent is None else [k for k in alive if k.type == kind.parent]
    links: list[tuple[tuple[str, Key], ...]] = [()]
    if "on" in kind.references:
        links += [(("on", key),) for key in ever if key.type == "shelf"]
    for parent in parents:
        for id_ in ("a", 1):
            key = Key(kind.name, id_, parent)
            if key not in alive:
                for state, link in product((None, *kind.states[:1]), links):
                    yield Created(key=key, alias=f"x{step}", state=state, data=data, links=link, step=step)
