"""An archive as a schema: folders with documents, documents with comments, labels that documents refer to."""

from dataclasses import replace

from pytest_resourcegraph.model.action import Action, Listing, Role
from pytest_resourcegraph.model.condition import Count
from pytest_resourcegraph.model.effect import Create, Destroy, Link, Move, Update
from pytest_resourcegraph.model.resource import OnDestroy, ResourceType
from pytest_resourcegraph.model.schema import Schema

TYPES = (
    ResourceType(name="folder", key="title"),
    ResourceType(
        name="document", parent="folder", states=("draft", "sent", "filed"), state_field="status",
        references={"label": "label"},
    ),
    ResourceType(name="comment", parent="document"),
    ResourceType(name="label"),
)  # fmt: skip

FOLDER = Role(name="folder", type="folder")
DOCUMENT = Role(name="document", type="document")
BELOW = Role(name="document", type="document", below="folder")
COMMENT = Role(name="comment", type="comment")
LABEL = Role(name="label", type="label")
DRAFT = Role(name="document", type="document", states=("draft",))

ACTIONS = (
    Action(name="create_folder", effects=(Create(type="folder"),)),
    Action(name="get_folder", roles=(FOLDER,), reads="folder"),
    Action(name="list_folders", lists=Listing(type="folder")),
    Action(name="delete_folder", roles=(FOLDER,), effects=(Destroy(role="folder"),)),
    Action(name="create_label", effects=(Create(type="label"),)),
    Action(name="get_label", roles=(LABEL,), reads="label"),
    Action(name="delete_label", roles=(LABEL,), effects=(Destroy(role="label"),)),
    Action(
        name="create_document", roles=(FOLDER,), effects=(Create(type="document", parent="folder", state="draft"),)
    ),
    Action(
        name="create_labelled", roles=(FOLDER, LABEL),
        effects=(Create(type="document", parent="folder", state="draft", links=(("label", "label"),)),),
    ),
    Action(name="get_document", roles=(DOCUMENT,), reads="document"),
    Action(name="get_document_in_folder", roles=(FOLDER, BELOW), reads="document"),
    Action(name="list_documents", roles=(FOLDER,), lists=Listing(type="document", within="folder")),
    Action(name="update_document", roles=(DOCUMENT,), effects=(Update(role="document"),)),
    Action(name="send_document", roles=(DRAFT,), effects=(Move(role="document", moves=(("draft", "sent"),)),)),
    Action(
        name="file_document", roles=(Role(name="document", type="document", states=("draft", "sent")),),
        effects=(Move(role="document", moves=(("draft", "filed"), ("sent", "filed"))),),
    ),
    Action(
        name="label_document", roles=(DOCUMENT, LABEL),
        effects=(Link(role="document", reference="label", target="label"),),
    ),
    Action(name="delete_document", roles=(DOCUMENT,), effects=(Destroy(role="document"),)),
    Action(
        name="create_comment", roles=(DOCUMENT,), effects=(Create(type="comment", parent="document"),),
        when=Count(type="comment", under="document", at_most=2),
    ),
    Action(name="get_comment", roles=(COMMENT,), reads="comment"),
    Action(name="list_comments", roles=(DOCUMENT,), lists=Listing(type="comment", within="document")),
    Action(name="delete_comment", roles=(COMMENT,), effects=(Destroy(role="comment"),)),
)  # fmt: skip


def archive(
    *others: Action, types: tuple[ResourceType, ...] = (), actors: tuple[str, ...] = ("",), anonymous: str = ""
) -> Schema:
    """The schema; an action or a type of the same name takes the place of the one above."""
    return Schema(
        types={type_.name: type_ for type_ in (*TYPES, *types)},
        actions={action.name: action for action in (*ACTIONS, *others)},
        actors=actors,
        anonymous=anonymous,
    )


def without(schema: Schema, *names: str) -> Schema:
    """The schema without these actions."""
    kept = {name: action for name, action in schema.actions.items() if name not in names}
    return replace(schema, actions=kept)


def described(*, actors: tuple[str, ...] = ("",), anonymous: str = "") -> Schema:
    """The archive with all that a declaration may say: a JSON Schema, what a reference does, natural keys below."""
    id_, number = {"type": ["string", "integer"]}, {"type": "integer"}
    document = ResourceType(
        name="document", parent="folder", key="name", states=("draft", "sent", "filed"), state_field="status",
        references={"label": "label"}, on_destroy={"label": OnDestroy.CLEAR},
        fields={"type": "object", "required": ["id", "folder_id"], "properties": {"id": id_, "folder_id": id_}},
    )  # fmt: skip
    folder = ResourceType(
        name="folder", key="title", fields={"type": "object", "properties": {"document_count": number}}
    )
    edit = Action(name="update_folder", roles=(FOLDER,), effects=(Update(role="folder"),))
    whole = Action(name="all_documents", lists=Listing(type="document"))
    redraft = Action(name="update_document", roles=(DRAFT,), effects=(Update(role="document"),))
    return archive(edit, whole, redraft, types=(folder, document), actors=actors, anonymous=anonymous)
