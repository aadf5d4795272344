"""A relay before a server: counts requests, hides behind TLS, breaks off where a test says."""

from __future__ import annotations

import contextlib
import re
import socket
import ssl
import threading
from typing import Any, Self

_REQUEST = re.compile(rb"([A-Z]+) (\S+) HTTP/1\.1\r\n")
_BLOCK = 64 * 1024


class Relay:
    """Clients never pipeline: a request begins where a block of bytes begins."""

    def __init__(self, upstream: int, tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[str] = []
        self.cut_after: int | None = None
        """Bytes that one connection may send before it is broken off."""
        self.cut_back_after: int | None = None
        """The same, for what comes back."""
        self._upstream = upstream
        self._tls = tls
        self._lock = threading.Lock()
        self._sockets: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._stopped = False
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._run(self._accept)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """As a server that is killed: nobody listens, every connection is gone."""
        self._stopped = True
        self._break(self._listener, *self._sockets)
        for thread in self._threads:
            thread.join()

    def _run(self, target: Any, *args: object) -> threading.Thread:
        thread = threading.Thread(target=target, args=args, name="relay", daemon=True)
        self._threads.append(thread)
        thread.start()
        return thread

    def _accept(self) -> None:
        while not self._stopped:
            try:
                client = self._listener.accept()[0]
            except OSError:
                return
            with self._lock:
                self._sockets.add(client)
            self._run(self._serve, client)

    def _serve(self, raw: socket.socket) -> None:
        client = raw
        server: socket.socket | None = None
        with contextlib.suppress(OSError):
            if self._tls is not None:
                client = self._tls.wrap_socket(raw, server_side=True)
            server = socket.create_connection(("127.0.0.1", self._upstream))
            for sock in (client, server):
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._lock:
                self._sockets |= {client, server}
            back = threading.Thread(
                target=self._pump, args=(server, client), name="relay", daemon=True
            )
            back.start()
            self._up(client, server)
            self._break(client, server)
            back.join()
        self._break(client, raw, *([] if server is None else [server]))

    def _up(self, client: socket.socket, server: socket.socket) -> None:
        sent = 0
        while data := client.recv(_BLOCK):
            if found := _REQUEST.match(data):
                self.requests.append(f"{found[1].decode()} {found[2].decode()}")
            if self.cut_after is not None and sent + len(data) > self.cut_after:
                server.sendall(data[: max(0, self.cut_after - sent)])
                return
            server.sendall(data)
            sent += len(data)

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        sent = 0
        with contextlib.suppress(OSError):
            while data := source.recv(_BLOCK):
                sent += len(data)
                if self.cut_back_after is not None and sent > self.cut_back_after:
                    break
                target.sendall(data)
        self._break(source, target)

    def _break(self, *sockets: socket.socket) -> None:
        for sock in sockets:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()
