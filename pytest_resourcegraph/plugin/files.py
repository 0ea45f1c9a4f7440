"""The files to which the document of a run may refer, as the run was given them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from ..errors import DefinitionError
from .session import session_of

if TYPE_CHECKING:
    from ..declare.openapi.given import Given

_OPTION = "--resource-graph-openapi-files="


def files_at(config: pytest.Config, path: Path) -> Given:
    """The files to which the document in that file may refer. Raises UsageError for one that is not there.

    A document that was no file has no folder: its references lead from where the run was started.
    """
    # Imported here because a run without a document does not need it.
    from ..declare.openapi.given import given_paths

    settings, here = session_of(config).settings, config.invocation_params.dir
    is_file = (here / settings.openapi).resolve() == path
    document = path if is_file else here / Path(urlsplit(settings.openapi).path).name
    try:
        return given_paths(settings.openapi_files, document=document, option=_OPTION, here=here)
    except DefinitionError as error:
        raise pytest.UsageError(str(error)) from None
