"""Kinto in memory, on a free port: ``python kinto_service.py`` prints its URL and serves until it is ended."""

import sys
from importlib import import_module

MEMORY = {
    "kinto.storage_backend": "kinto.core.storage.memory",
    "kinto.permission_backend": "kinto.core.permission.memory",
    "kinto.cache_backend": "kinto.core.cache.memory",
    "multiauth.policies": "basicauth",
    "kinto.userid_hmac_secret": "for tests only",
    "kinto.bucket_create_principals": "system.Authenticated",
}

if __name__ == "__main__":
    # By name: type checkers run where the extra `services` is not installed.
    app = import_module("kinto").main({}, **MEMORY)
    server = import_module("waitress").create_server(app, host="127.0.0.1", port=0)
    sys.stdout.write(f"http://127.0.0.1:{server.effective_port}" + "\n")
    sys.stdout.flush()
    server.run()
