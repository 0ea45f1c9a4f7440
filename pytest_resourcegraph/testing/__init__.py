"""A system to try declarations on without a server: made from the schema itself, faithful, or with a fault on demand.

```python
from pytest_resourcegraph.testing import Fault, FakeService

fake = FakeService(schema)                                        # keeps to the schema
broken = FakeService(schema, faults=[Fault(kind="cached-read", type="document")])  # does not
```
"""

from .catalogue import CATALOGUE
from .client import FakeClient
from .fake import FakeService
from .faults import Fault, faults_for
from .response import FakeResponse

__all__ = ["CATALOGUE", "FakeClient", "FakeResponse", "FakeService", "Fault", "faults_for"]
