"""A small real server on a free port, in a thread: routes are functions from a request to what it answers."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(slots=True)
class Received:
    """A request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: str


Reply = tuple[int, dict[str, str], str]
Route = Callable[[Received], Reply]


@dataclass(slots=True)
class SmallServer:
    """Its URL, what it received, and a route for each path; other paths answer 404."""

    url: str = ""
    received: list[Received] = field(default_factory=list)
    routes: dict[str, Route] = field(default_factory=dict)

    def answers(self, path: str, status: int, body: object = None, **headers: str) -> None:
        """Answer the path with a JSON body; a text is sent as it is."""
        text = body if isinstance(body, str) else "" if body is None else json.dumps(body)
        kind = {"content-type": "text/html" if isinstance(body, str) else "application/json"}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.routes[path] = lambda _: (status, {**kind, **named}, text)


@contextmanager
def small_server() -> Iterator[SmallServer]:
    """A server that runs until the block ends."""
    shared = SmallServer()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_one_request(self) -> None:
            try:
                super().handle_one_request()
            except ConnectionError:
                self.close_connection = True

        def _answer(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            text = self.rfile.read(length).decode()
            request = Received(self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, text)
            shared.received.append(request)
            route = shared.routes.get(self.path.partition("?")[0], lambda _: (404, {}, ""))
            status, headers, body = route(request)
            content = body.encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if "content-length" not in headers:
                self.send_header("content-length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        def __getattr__(self, name: str) -> Callable[[], None]:
            """The ``do_GET`` and so on that the standard library looks for."""
            if name.startswith("do_"):
                return self._answer
            raise AttributeError(name)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    shared.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield shared
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
