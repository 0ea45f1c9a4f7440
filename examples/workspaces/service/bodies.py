"""The JSON bodies of requests and answers."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

Name = Annotated[str, Field(min_length=1, max_length=80, examples=["demo"])]
Text = Annotated[str, Field(max_length=1000, examples=["looks good"])]
Handle = Annotated[str, Field(pattern="^[a-z0-9][a-z0-9-]{0,39}$", examples=["carol"])]
Size = Annotated[int, Field(ge=0, le=2**40)]
Role = Literal["reader", "editor"]
UploadStatus = Literal["pending", "ready", "archived"]
PurchaseStatus = Literal["draft", "submitted", "paid", "shipped", "cancelled"]


class WorkspaceFields(BaseModel):
    """What a client says about a workspace."""

    name: Name


class Workspace(BaseModel):
    """A workspace of the user, with how much is in it."""

    id: str
    name: Name
    created_at: str
    upload_count: int
    member_count: int


class NewUpload(BaseModel):
    """What a client says about an upload; `size` is in bytes."""

    name: Name
    size: Size = 0


class UploadFields(BaseModel):
    """What a client may change of an upload."""

    name: Name


class Upload(BaseModel):
    """An upload of a workspace."""

    id: str
    workspace_id: str
    name: Name
    size: Size
    status: UploadStatus


class NoteFields(BaseModel):
    """What a client says about a note."""

    text: Text


class Note(BaseModel):
    """A note on an upload."""

    id: str
    upload_id: str
    text: Text


class NewMember(BaseModel):
    """A member is named by the client: the handle is its key in the workspace."""

    handle: Handle
    role: Role


class MemberFields(BaseModel):
    """What a client may change of a member."""

    role: Role


class Member(BaseModel):
    """A member of a workspace."""

    workspace_id: str
    handle: Handle
    role: Role


class NewPurchase(BaseModel):
    """What a client says about a purchase; the upload must be alive and of the same workspace."""

    upload_id: str | None = None


class Purchase(BaseModel):
    """A purchase of a workspace; `upload_id` becomes null when the upload is deleted."""

    id: str
    workspace_id: str
    upload_id: str | None
    status: PurchaseStatus


class Error(BaseModel):
    """Why a request was refused."""

    detail: str


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The refusals an endpoint documents; every one can answer 401."""
    says = {401: "no valid credentials", 404: "not found", 409: "the present state forbids it"}
    return {status: {"model": Error, "description": says[status]} for status in (401, *statuses)}
