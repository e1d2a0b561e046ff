"""The live layer: who listens hears what is told, once, and only while listening."""

import asyncio
from typing import Any

import pytest
from channels.layers import get_channel_layer

from juuristo.shell import live


def test_given_two_who_listen_when_something_is_told_then_each_hears_it_once_until_they_leave() -> (
    None
):
    one: list[Any] = []
    two: list[Any] = []

    async def scene() -> None:
        async with live.listening("here", one.append):
            async with live.listening("here", two.append), live.listening("there", two.append):
                await tell("here", 1)
                await tell("there", 2)
            await tell("here", 3)
            await tell("there", 4)
        await tell("here", 5)
        assert not get_channel_layer().groups

    asyncio.run(scene())

    assert [message["number"] for message in one] == [1, 3]
    assert [message["number"] for message in two] == [1, 2]


def test_given_a_layer_that_broke_and_forgot_when_it_is_back_then_who_listens_hears_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[Any] = []
    layer = get_channel_layer()
    receive, faults = layer.receive, [OSError("gone")]

    async def breaks_once(channel: str) -> Any:
        if faults:
            layer.groups.clear()
            raise faults.pop()
        return await receive(channel)

    async def scene() -> None:
        async with live.listening("here", heard.append):
            await asyncio.sleep(0.05)
            await tell("here", 1)

    monkeypatch.setattr(layer, "receive", breaks_once)
    monkeypatch.setattr(live, "PAUSE", 0.0)
    asyncio.run(scene())

    assert [message["number"] for message in heard] == [1]
    assert "does not answer" in caplog.text


async def tell(group: str, number: int) -> None:
    """Tell as ``live.tell`` does from a thread, and wait until it has been heard."""
    live._loop = asyncio.get_running_loop()
    try:
        await asyncio.to_thread(live.tell, group, {"type": "trial", "number": number})
        await asyncio.sleep(0.05)
    finally:
        live._loop = None
