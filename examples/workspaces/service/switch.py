"""The switch: a route for tests only, in no document, that changes the bugs of a running service."""

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel

from .access import Anyone
from .bugs import UnknownBug

router = APIRouter(include_in_schema=False)


class Choice(BaseModel):
    """The bugs that shall be on."""

    names: list[str]


@router.post("/_bugs", status_code=204)
async def switch_bugs(choice: Choice, caller: Anyone) -> None:
    """Exactly these bugs from now on, and no rows: one bug must not meet what another left."""
    with caller.storage.lock:
        try:
            caller.bugs.switch(choice.names)
        except UnknownBug as unknown:
            raise HTTPException(404, str(unknown)) from unknown
        caller.storage.empty()
