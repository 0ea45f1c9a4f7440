"""How the state machine asks the service, and compares what it says."""

import os

import requests
from model import Body

URL = os.environ["SERVICE_URL"]
SESSION = requests.Session()
SESSION.trust_env = False


def send(user: str | None, method: str, path: str, body: Body = None) -> requests.Response:
    headers = {"Authorization": f"Bearer {user}-token"} if user else {}
    return SESSION.request(method, URL + path, json=body, headers=headers, timeout=10)


def expect(answer: requests.Response, status: int, body: Body = None) -> Body:
    """The body of the answer, which must have this status and at least these fields."""
    about = f"{answer.request.method} {answer.request.path_url}"
    assert answer.status_code == status, f"{about}: {answer.status_code}, not {status}"
    shown = answer.json() if answer.content else None
    if isinstance(body, dict):
        assert {name: shown[name] for name in body} == body, f"{about}: {shown}, not {body}"
    elif isinstance(body, list):
        pairs = [{name: one[name] for name in body[0]} for one in shown] if body else shown
        assert pairs == body, f"{about}: {shown}, not {body}"
    return shown
