"""JSON pointers (RFC 6901) as tuples of tokens."""


def tokens(pointer: str) -> tuple[str, ...]:
    """The tokens of a pointer; empty for the whole value. Raises ValueError where it is none."""
    if not pointer:
        return ()
    if not pointer.startswith("/"):
        raise ValueError(f"{pointer!r} is no JSON pointer: it begins with '/'")
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in pointer[1:].split("/"))


def pointer(at: tuple[str, ...]) -> str:
    """The pointer with those tokens."""
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in at)
