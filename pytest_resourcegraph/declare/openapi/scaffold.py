"""The scaffold: a conftest.py that declares what is derived, and a resourcegraph.yaml for what is not certain.

Nothing is declared twice: the one says what there is and how it is called, the other what may be said of it.
"""

from collections.abc import Iterator, Mapping

from .derivation import Derivation, DerivedAction, DerivedType
from .derivation import OperationRole as Role
from .sample import sample
from .scaffold_unique import unique_fields
from .scaffold_yaml import yaml_text
from .shapes import Shapes
from .sketch import Sketch, Taken, sketch
from .words import snake

_EFFECTS = {
    Role.READ: "reads", Role.UPDATE: "updates", Role.REPLACE: "updates", Role.ACTION: "updates",
    Role.DESTROY: "destroys",
}  # fmt: skip


def scaffold(derivation: Derivation) -> tuple[str, str]:
    """(text of a resourcegraph.yaml, text of a conftest.py): what can be declared, the rest as comments."""
    drawn = sketch(derivation)
    return yaml_text(drawn), "\n".join(_conftest(drawn)) + "\n"


def _conftest(drawn: Sketch) -> Iterator[str]:
    document = drawn.derivation.document
    functions = [line for name in drawn.actions for line in _function(drawn, name)]
    imports = ["ResourceType"] * bool(drawn.types) + ["action"] * bool(functions)
    imports += ["unique"] * any("unique(" in line for line in functions)
    yield f'"""What {_plain(document.title) or "the service"} has and does, derived from its OpenAPI document."""'
    yield ""
    if drawn.types:
        yield "# What is not certain (keys, states and what moves them) stands in resourcegraph.yaml, to be said there."
    if any("doubtful=True" in line for line in functions):
        yield "# What is doubtful may be refused for reasons that no document tells: take it out where it must succeed."
    if imports:
        yield f"from pytest_resourcegraph import {', '.join(imports)}"
        yield ""
    yield from _actors(drawn)
    yield from _constants(drawn)
    for type_ in drawn.types:
        yield from _type(drawn, type_)
    yield from functions
    if drawn.omitted:
        yield ""
        yield ""
        yield "# Not declared:"
        yield from (f"# {one.method} {_comment(one.path)} ({one.name}): {why}" for one, why in drawn.omitted)


def _actors(drawn: Sketch) -> Iterator[str]:
    asked = drawn.derivation.security.credentials
    for one in asked:
        yield f"# {_comment(f'{one.scheme}: {one.where} {one.name}: {one.example}')}"
    if asked:
        header = next((_comment(one.name) for one in asked if one.where == "header"), "Authorization")
        yield "# Give it with --resource-graph-header or --resource-graph-actor, or here, with 'import os':"
        yield "# def pytest_resourcegraph_actors():"
        yield f'#     return {{"user": {{{header!r}: os.environ["API_TOKEN"]}}}}'
        yield ""


def _constants(drawn: Sketch) -> Iterator[str]:
    base = drawn.derivation.document.base_path
    if base:
        yield f"BASE = {base!r}  # in front of every path; empty it where the URL of the run has it already"
    for name in drawn.constants:
        yield f'{_constant(name)} = "change-me"  # the path parameter {name!r}, which no resource fills'
    if base or drawn.constants:
        yield ""


def _type(drawn: Sketch, type_: DerivedType) -> Iterator[str]:
    parent = drawn.parents[type_.name]
    said = [repr(type_.name)]
    said += [f"parent={parent}"] if parent is not None else []
    said += [f"id_field={type_.id_field!r}"] if type_.id_field != "id" else []
    references = {name: target for name, target in type_.references.items() if target in drawn.parents}
    said += [f"references={references!r}"] if references else []
    for one in type_.evidence:
        yield f"# {_comment(str(one))}"
    if type_.parent is not None and parent is None:
        yield f"# It seems to be below {type_.parent}, which is not given wherever one is made."
    yield f"{type_.name} = ResourceType({', '.join(said)})"
    yield ""


def _function(drawn: Sketch, name: str) -> Iterator[str]:
    action, takes = drawn.actions[name]
    yield ""
    yield f"# {_comment(action.operation.label)} ({action.confidence:.2f})"
    yield f"@action({_effect(action)})"
    parameters = [one.name if one.name == one.type else f"{one.name}: {one.type}" for one in takes]
    yield f"def {name}({', '.join(['api', *parameters])}):"
    call, before = _call(drawn, action, takes)
    yield from (f"    {line}" for line in before)
    yield f"    return {call}"
    yield ""


def _effect(action: DerivedAction) -> str:
    match action.role:
        case Role.CREATE:
            return f"creates={action.type}, doubtful=True"
        case Role.LIST:
            return f"lists={action.type}, exact=False"
    said = action.type if action.subject == action.type else repr(action.subject)
    return f"{_EFFECTS[action.role]}={said}" + (", doubtful=True" if action.role is not Role.READ else "")


def _call(drawn: Sketch, action: DerivedAction, takes: tuple[Taken, ...]) -> tuple[str, list[str]]:
    """The request as an expression, and the lines before it."""
    before: list[str] = []
    values = {one.parameter: f"{{{one.name}.id}}" for one in takes if one.parameter}
    for bound in action.bindings:
        if bound.field and bound.parameter in values:
            values[bound.parameter] = f"{{{bound.role}[{bound.field!r}]}}"
    values |= {name: f"{{{_constant(name)}}}" for name in action.unbound}
    own = [name for name in action.operation.template.parameters if name not in values]
    for name in own:
        before.append("chosen = " + f"unique({action.type!r})")
        values[name] = "{chosen}"
    path = _path(action, values, drawn.derivation.document.base_path)
    arguments = [path, *_body(drawn, action, takes)]
    for where, keyword in (("query", "params"), ("header", "headers"), ("cookie", "cookies")):
        said = {one.name: one.schema for one in action.parameters if one.where == where}
        if said:
            shapes = Shapes(drawn.derivation.document.refs)
            parts = ", ".join(f"{name!r}: {sample(schema, shapes, {}, name=name)}" for name, schema in said.items())
            arguments.append(f"{keyword}={{{parts}}}")
    return f"api.{action.operation.method}({', '.join(arguments)})", before


def _path(action: DerivedAction, values: Mapping[str, str], base: str) -> str:
    text = "".join(sign if sign.isprintable() else " " for sign in action.path)
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    parts = text
    for parameter in action.operation.template.parameters:
        for written in (f"{{{parameter}}}", f"{{+{parameter}}}", f"{{{parameter}*}}", f"{{{parameter}+}}"):
            parts = parts.replace(written, f"\0{parameter}\0")
    plain = parts.replace("{", "{{").replace("}", "}}")
    for parameter in action.operation.template.parameters:
        plain = plain.replace(f"\0{parameter}\0", values[parameter])
    prefix = "{BASE}" if base else ""
    return f'f"{prefix}{plain}"' if base or "{" in plain else f'"{plain}"'


def _body(drawn: Sketch, action: DerivedAction, takes: tuple[Taken, ...]) -> list[str]:
    body = action.body
    if body is None:
        return []
    type_ = drawn.derivation.type(action.type)
    filled = {one.reference.pointer: f"{one.name}.id" for one in takes if one.reference is not None}
    filled |= {
        one.reference.pointer: f"[{one.name}.id]" for one in takes if one.reference is not None and one.reference.many
    }
    shapes = Shapes(drawn.derivation.document.refs)
    filled = {**unique_fields(action, type_, shapes), **filled}
    if action.body_id is not None and action.subject is not None:
        filled[f"/{action.body_id}"] = f"{action.subject}.id"
    text = sample(body.schema, shapes, filled)
    if "json" in body.media_type:
        return [f"json={text}"]
    if body.media_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
        return [f"data={text}"] if text.startswith("{") else ["data={}"]
    return ['data=""', f'headers={{"Content-Type": {body.media_type!r}}}']


def _constant(name: str) -> str:
    text = "".join(sign if sign.isalnum() or sign == "_" else "_" for sign in snake(name)).upper() or "VALUE"
    return text if text.isidentifier() and text != "BASE" else f"P_{text}"


def _comment(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _plain(text: str) -> str:
    return _comment(text.replace("\\", " ").replace('"', "'"))[:80]
