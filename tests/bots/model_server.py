"""A small server that speaks like one with a language model, well or badly."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

Answers = Callable[[web.Request], Awaitable[web.StreamResponse]]


def saying(words: object) -> Answers:
    """Return how to answer with words."""

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.json_response({"choices": [{"message": {"content": words}}]})

    return answer


def raw(body: bytes, status: int = 200, headers: dict[str, str] | None = None) -> Answers:
    """Return how to answer with bytes."""

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(body=body, status=status, headers=headers)

    return answer


async def silent(_: web.Request) -> web.StreamResponse:
    """Never answer."""
    await asyncio.Event().wait()
    raise AssertionError


async def endless(request: web.Request) -> web.StreamResponse:
    """Answer without end."""
    answer = web.StreamResponse()
    await answer.prepare(request)
    while True:
        await answer.write(b"x" * 65_536)


@asynccontextmanager
async def model_at(answers: Answers) -> AsyncIterator[tuple[str, list[dict[str, Any]]]]:
    """Serve, and yield the address and what was asked: each body with its headers."""
    asked: list[dict[str, Any]] = []

    async def take(request: web.Request) -> web.StreamResponse:
        asked.append({"headers": dict(request.headers), "body": await request.json()})
        return await answers(request)

    app = web.Application()
    app.router.add_post("/v1/chat/completions", take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    try:
        yield f"http://{host}:{port}/v1", asked
    finally:
        await runner.cleanup()
