"""The part of a pytest file that is the same in all of them: sends, reads, compares."""

IMPORTS = """\
import contextlib
import json
import os
import re
import secrets
import time
from urllib.parse import quote, unquote, urlsplit

import pytest
import requests
"""

FUNCTIONS = '''\
MISSING = object()
SESSIONS = {}


class Diverged(RuntimeError):
    """The sequence was answered otherwise than recorded before its last step, or something is missing here."""


def demanded(name):
    if not os.environ.get(name):
        raise Diverged(f"set {name} in the environment first")
    return os.environ[name]


def request(method, target, headers, body=None, who=""):
    """The answer; None where none came."""
    if who not in SESSIONS:
        SESSIONS[who] = requests.Session()
        SESSIONS[who].trust_env = False
    headers = {name: value.strip().encode("utf-8", "replace") for name, value in headers.items()}
    data = None if body is None else body.encode("utf-8", "replace")
    try:
        return SESSIONS[who].request(
            method, URL + target, data=data, headers=headers, timeout=TIMEOUT, allow_redirects=False
        )
    except requests.RequestException:
        return None


def family(answer):
    """The first digit of the status, 0 for no answer."""
    return 0 if answer is None else answer.status_code // 100


def expect(answer, wanted, step):
    if family(answer) != wanted:
        came = "nothing" if answer is None else answer.status_code
        raise Diverged(f"diverged at {step}: answered {came} instead of {wanted}xx")


def answered(answer, step):
    if answer is None:
        raise Diverged(f"diverged at {step}: no answer came")


def body_of(answer):
    try:
        return json.loads(answer.content)
    except (AttributeError, ValueError):
        return MISSING


def at(answer, path):
    """The value at a path of the body."""
    value = body_of(answer)
    for step in path:
        try:
            value = value[step] if isinstance(value, list if isinstance(step, int) else dict) else MISSING
        except (KeyError, IndexError):
            return MISSING
    return value


def id_at(answer, path):
    return checked(at(answer, path))


def id_in_location(answer):
    location = "" if answer is None else answer.headers.get("Location", "")
    return checked(unquote(urlsplit(location).path.rpartition("/")[2]))


def checked(value):
    """An id, or None for what cannot be one."""
    usable = isinstance(value, (str, int, float)) and not isinstance(value, bool)
    return value if usable and str(value) not in ("", ".", "..") else None


def needed(value, step):
    if value is None:
        raise Diverged(f"diverged at {step}: its answer shows no id")
    return value


def in_url(value):
    return quote(str(value), safe="", errors="replace")


def plain(value):
    return re.sub(r"[\\x00-\\x1f\\x7f]", " ", str(value))


def same(one, other):
    """True for equal JSON values; a truth value is no number."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[name], other[name]) for name in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other


def shown(value):
    return "missing" if value is MISSING else ascii(value)[:200]


def status_is(answer, *statuses):
    if answer is None or answer.status_code not in statuses:
        yield f"the status is {answer and answer.status_code}, not {' or '.join(map(str, statuses))}"


def is_success(answer):
    if family(answer) != 2:
        yield f"the status is {answer is not None and answer.status_code}, not 2xx"


def is_refusal(answer):
    if family(answer) != 4:
        yield f"the status is {answer is not None and answer.status_code}, not 4xx"


def is_no_server_error(answer):
    if family(answer) in (0, 5):
        yield f"the status is {answer is not None and answer.status_code}"


def field_is(answer, path, value):
    if not same(at(answer, path), value):
        yield f"{path} is {shown(at(answer, path))}, not {shown(value)}"


def field_is_not(answer, path, value):
    if at(answer, path) is MISSING or same(at(answer, path), value):
        yield f"{path} is {shown(at(answer, path))}"


def field_as_in(answer, path, earlier, step):
    one, other = at(answer, path), at(earlier, path)
    if one is MISSING or not same(one, other):
        yield f"{path} is {shown(one)}, not {shown(other)} as in {step}"


def lists(answer, path, field, value, times):
    items = at(answer, path)
    if not isinstance(items, list):
        yield f"{path} is no list"
        return
    found = 0
    for item in items:
        for name in field if isinstance(item, dict) else ():
            item = item.get(name, MISSING) if isinstance(item, dict) else MISSING
        found += isinstance(item, (str, int, float)) and text_of(item) == text_of(value)
    if found != times:
        yield f"{path} has {found} items with {'.'.join(field)} {shown(value)}, not {times}"


def text_of(value):
    return value if isinstance(value, str) else json.dumps(value)


def has_items(answer, path, items):
    value = at(answer, path)
    if not isinstance(value, list) or len(value) != items:
        yield f"{path} is {shown(value)}, not a list of {items}"
'''
