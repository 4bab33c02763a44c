"""A real nginx in front of a host, as in docs/behind-a-proxy.md: TLS, a name and a path."""

from __future__ import annotations

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.host.far import until
from tests.host.test_tls import self_signed
from tests.missing import missing

NAME = "hall.test"
"""The tests' browser knows it as this computer."""

_CONF = """
daemon off;
master_process off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  map $http_upgrade $connection_upgrade {{ default upgrade; '' close; }}
  server {{
    listen 127.0.0.1:{port} ssl;
    server_name {name};
    ssl_certificate {cert};
    ssl_certificate_key {key};
    location {path}/ {{
{body}
    }}
  }}
}}
"""

RECIPE = """
      proxy_pass {upstream}/;
      proxy_http_version 1.1;
      proxy_set_header Host $host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header Forwarded "";
      proxy_read_timeout 1h;
"""
"""As the documentation has it: the path is taken off."""
PATH_KEPT = RECIPE.replace("{upstream}/;", "{upstream};").replace("Host $host", "Host $http_host")
DEFAULT_HOST = RECIPE.replace("      proxy_set_header Host $host;\n", "")
NO_UPGRADE = "      proxy_pass {upstream}/;\n"
"""What many write first: nothing but the upstream's address."""


@dataclass(frozen=True)
class Nginx:
    """A running proxy: the address that people type, and the certificate to trust."""

    url: str
    port: int
    cert: Path


def free_port() -> int:
    """Return a port that is free at the moment."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


@asynccontextmanager
async def nginx(
    folder: Path, port: int, upstream: str, *, body: str = RECIPE, path: str = "/tabletop"
) -> AsyncIterator[Nginx]:
    """Run nginx on a port of this computer; skip the test where it is missing."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
    if program is None:
        missing("nginx")
    assert program is not None
    cert, conf = _configured(folder, port, path, body.format(upstream=upstream))
    process = await asyncio.create_subprocess_exec(
        program, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(conf)
    )
    try:
        await until(lambda: process.returncode is not None or _listens(port))
        assert process.returncode is None, (folder / "error.log").read_text()
        yield Nginx(f"https://{NAME}:{port}{path}", port, cert)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


def _configured(folder: Path, port: int, path: str, body: str) -> tuple[Path, Path]:
    """Write a certificate and a configuration; return their paths."""
    cert, key = self_signed(folder)
    conf = folder / "nginx.conf"
    conf.write_text(
        _CONF.format(folder=folder, port=port, name=NAME, cert=cert, key=key, path=path, body=body)
    )
    return cert, conf


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
