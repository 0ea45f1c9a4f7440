"""Who asks: the two users, their tokens, and what an endpoint is given."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from .bugs import Bugs
from .storage import Storage

TOKENS = {"alice-token": "alice", "bob-token": "bob"}
NOBODY = ""

bearer = HTTPBearer(auto_error=False, description="`alice-token` or `bob-token`")


@dataclass(frozen=True, slots=True)
class Caller:
    """The user of one request (`NOBODY` without credentials), with the rows and the bugs it meets."""

    user: str
    storage: Storage
    bugs: Bugs


# These and the endpoints are coroutines that never await: FastAPI sends each plain function to a thread
# and back, which takes longer than the work. The lock of the storage holds in either case.
async def anyone(
    request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]
) -> Caller:
    """The caller, known or not."""
    user = TOKENS.get(credentials.credentials, NOBODY) if credentials else NOBODY
    return Caller(user, request.app.state.storage, request.app.state.bugs)


async def known(caller: Annotated[Caller, Depends(anyone)]) -> Caller:
    """The caller, or 401."""
    if caller.user == NOBODY:
        raise unauthorized()
    return caller


Anyone = Annotated[Caller, Depends(anyone)]
Known = Annotated[Caller, Depends(known)]


def unauthorized() -> HTTPException:
    """The answer to a request without valid credentials."""
    return HTTPException(401, "send Authorization: Bearer <token>", {"WWW-Authenticate": "Bearer"})


def missing(what: str) -> HTTPException:
    """The answer for a thing that does not exist, or not for this user."""
    return HTTPException(404, f"no such {what}")


def conflict(why: str) -> HTTPException:
    """The answer to a request that the present state forbids."""
    return HTTPException(409, why)


def crash() -> HTTPException:
    """What a client sees of an unhandled error. Only bugs raise it."""
    return HTTPException(500, "internal error")
