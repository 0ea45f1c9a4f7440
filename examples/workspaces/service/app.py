"""The application: every router around one storage and one set of bugs."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute

from . import members, notes, purchases, switch, uploads, workspaces
from .bugs import Bugs
from .storage import Storage


def create_app(storage: Storage, bugs: Bugs, *, switchable: bool = False) -> FastAPI:
    """The service over `storage`, which the caller closes; `switchable` adds `POST /_bugs`."""
    app = FastAPI(
        title="Workspaces",
        version="1.0",
        summary="Workspaces with uploads, notes, members and purchases.",
        generate_unique_id_function=_operation_id,
        redirect_slashes=False,
    )
    app.state.storage = storage
    app.state.bugs = bugs
    for part in (workspaces, uploads, notes, members, purchases):
        app.include_router(part.router)
    if switchable:
        app.include_router(switch.router)
    app.add_exception_handler(RequestValidationError, _invalid)
    return app


def _operation_id(route: APIRoute) -> str:
    return route.name


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    """What is wrong, without the input: a NaN or a lone surrogate could not be sent back as JSON."""
    assert isinstance(error, RequestValidationError)
    detail = [{"loc": list(one["loc"]), "msg": one["msg"], "type": one["type"]} for one in error.errors()]
    return JSONResponse({"detail": detail}, status_code=422)
