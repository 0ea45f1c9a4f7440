"""Events as JSON lines: one event a line, on disk before the next one happens."""

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from ..errors import Problem, ResourceGraphError
from ..events.codec import decode, encode
from ..events.facts import Event


class ReportError(ResourceGraphError):
    """A report cannot be written or read."""


class JsonLines:
    """An event store in a new file, made with the folders above it.

    Each event is flushed, so that what a killed run has seen can be read. Raises ReportError where the file
    cannot be opened or written.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # Buffered to the line: one write per event, however long it is.
            self._file = self.path.open("w", encoding="utf-8", newline="\n", buffering=1)
        except OSError as error:
            raise _failed(self.path, "opened for the events", error) from None

    def append(self, event: Event) -> None:
        """Keep one more event; nothing happens once the file is closed."""
        if self._file.closed:
            return
        try:
            self._file.write(encode(event) + "\n")
            self._file.flush()
        except OSError as error:
            raise _failed(self.path, "written", error) from None

    def __iter__(self) -> Iterator[Event]:
        """All events so far, the oldest first."""
        return read(self.path)

    def close(self) -> None:
        """Close the file; a second time does nothing."""
        self._file.close()

    def __enter__(self) -> "JsonLines":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def read(path: str | Path) -> Iterator[Event]:
    """The events of a file, the oldest first.

    A last line without its end is that of a killed writer and is left out where it is no event. Raises
    ReportError, with file and line, for any other line that is none.
    """
    path = Path(path)
    try:
        file = path.open("rb")
    except OSError as error:
        raise _failed(path, "read", error) from None
    with file:
        # Bytes, since a writer may have been killed within a character.
        for number, line in enumerate(file, start=1):
            if line.isspace():
                continue
            try:
                event = decode(line.decode("utf-8"))
            except ValueError as error:
                if not line.endswith(b"\n"):
                    return
                raise ReportError(
                    Problem(
                        where=f"{path}:{number}",
                        what=str(error),
                        known="a file of events has one event a line, as --resource-graph-events writes them",
                        remedy="remove the line, or write the file again",
                    )
                ) from None
            yield event


def _failed(path: Path, verb: str, error: OSError) -> ReportError:
    return ReportError(
        Problem(
            where=str(path),
            what=f"the file cannot be {verb}",
            known=error.strerror or str(error),
            remedy="give a path that this user can read and write",
        )
    )
