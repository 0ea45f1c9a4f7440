"""Evidence: what in the document shows that something derived is so."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """A short text, and the operation or JSON pointer that shows it."""

    text: str
    where: str = ""

    def __str__(self) -> str:
        return f"{self.text} ({self.where})" if self.where else self.text
