"""English words in names: their parts, singular and plural, and what is a valid Python name."""

import re
import unicodedata
from collections.abc import Iterable, Set
from functools import lru_cache
from keyword import iskeyword, issoftkeyword

_KNOWN = 65536  # names of which the words are remembered: more than the largest documents have


def word_set(text: str) -> frozenset[str]:
    """The words of a text that lists them with blanks between."""
    return frozenset(text.split())


def word_pairs(text: str) -> dict[str, str]:
    """The pairs of a text that lists them as ``key:value`` with blanks between."""
    return {key: value for key, _, value in (pair.partition(":") for pair in text.split())}


TAKEN = word_set(
    "api graph self request sequence resource_api resource_graph resource_url resource_actors action invariant "
    "unique list map type id set filter property input object dict int float str bool range hash format print open "
    "min max sum all any iter next help vars monkeypatch tmp_path cache capsys caplog recwarn testdir pytester "
    "pytestconfig"
)
"""Names that the plugin, pytest or Python gives a meaning of its own."""

_IRREGULAR = word_pairs(
    "people:person men:man women:woman children:child mice:mouse feet:foot teeth:tooth geese:goose indices:index "
    "matrices:matrix vertices:vertex appendices:appendix criteria:criterion phenomena:phenomenon data:data "
    "analyses:analysis bases:base theses:thesis crises:crisis diagnoses:diagnosis hypotheses:hypothesis "
    "movies:movie cookies:cookie series:series species:species news:news media:media metadata:metadata "
    "aliases:alias statuses:status buses:bus campuses:campus viruses:virus bonuses:bonus menus:menu gpus:gpu "
    "leaves:leaf shelves:shelf lives:life knives:knife wives:wife halves:half wolves:wolf caches:cache ties:tie "
    "quizzes:quiz archives:archive axes:axis lenses:lens licenses:license gases:gas canvases:canvas pies:pie "
    "databases:database releases:release purposes:purpose responses:response courses:course houses:house "
    "expenses:expense invoices:invoice increases:increase uses:use causes:cause clauses:clause phases:phase "
    "leases:lease cases:case warehouses:warehouse exercises:exercise diseases:disease "
    "ids:id apis:api ips:ip dbs:db vms:vm pcs:pc ads:ad cds:cd keys:key urls:url "
    "addresses:address processes:process classes:class zombies:zombie calories:calorie"
)
_SAME = word_set(
    "analytics os dns aws sms https http css js lens gas bus plus basis chassis corps ms mathematics physics "
    "kudos sos tls gps cors ss has is was this its us vs settings statistics stats"
)


@lru_cache(maxsize=_KNOWN)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, however they are set apart: ``userID``, ``user-id``, ``User_Id``."""
    text = unicodedata.normalize("NFKC", name)
    # The plural of capitals is one word: SKUs, userIDs.
    text = re.sub(r"([A-Z]{2,})s(?![a-z])", lambda found: f"{found[1].capitalize()}s", text)
    text = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1 \2", text)
    text = re.sub(r"([a-z\d])([A-Z])", r"\1 \2", text)
    return tuple(re.sub(r"[\W_]+", " ", text).casefold().split())


@lru_cache(maxsize=_KNOWN)
def snake(name: str) -> str:
    """The words joined by underscores."""
    return "_".join(words_of(name))


@lru_cache(maxsize=_KNOWN)
def singular(word: str) -> str:
    """The singular of one word in lower case; the word itself where it is one already."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _SAME or len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1]


def is_plural(word: str) -> bool:
    """True for a word that names several."""
    return singular(word) != word


@lru_cache(maxsize=_KNOWN)
def noun_of(segment: str) -> str:
    """What a segment names one of: ``payment-methods`` is ``payment_method``."""
    words = words_of(segment)
    return "_".join((*words[:-1], singular(words[-1]))) if words else ""


_IDS = word_set("id uuid guid sid gid key slug name number num no code identifier")


def noun_of_field(name: str) -> str:
    """What a field or a parameter names the id of: ``project_id`` is that of a ``project``; empty for ``id`` alone."""
    words = words_of(name)
    return "_".join(words[:-1]) if len(words) > 1 and words[-1] in _IDS else ""


def squashed(name: str) -> str:
    """The words without anything between, to compare names that are written in different ways."""
    return "".join(words_of(name))


def identifier(text: str, fallback: str = "operation") -> str:
    """A valid Python name in snake_case that means nothing else in a conftest.py."""
    name = snake(text) or fallback
    if not name[0].isalpha() and name[0] != "_":
        name = f"{fallback}_{name}"
    name = name if name.isidentifier() else re.sub(r"\W", "_", name.encode("ascii", "ignore").decode()) or fallback
    if not name.isidentifier():
        name = fallback
    return f"{name}_" if iskeyword(name) or issoftkeyword(name) or name in TAKEN else name


def unique_name(wanted: str, taken: Iterable[str]) -> str:
    """The name itself, or with the first number that makes it another than those taken."""
    known = taken if isinstance(taken, Set) else set(taken)
    number = 2
    name = wanted
    while name in known:
        name, number = f"{wanted}_{number}", number + 1
    return name
