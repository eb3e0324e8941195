"""kr8s: objects of its own kind of class, an asynchronous watch, waiting and labels.

Usage: kr8s_client.py KUBECONFIG NAME, where NAME begins the names of all that is made.
"""
import asyncio
import sys

import kr8s
from kr8s.asyncio.objects import ConfigMap, Namespace


async def main(kubeconfig, name):
    api = await kr8s.asyncio.api(kubeconfig=kubeconfig)
    assert (await api.version())["major"] == "1"
    namespace = await Namespace({"metadata": {"name": name}}, api=api)
    await namespace.create()
    await namespace.wait("jsonpath='{.status.phase}'=Active", timeout=30)
    assert name in [item.name async for item in api.get("namespaces")]
    await namespace.label(run=name)
    assert [item.name async for item in api.get("namespaces", label_selector={"run": name})] == [name]

    heard = asyncio.Queue()

    async def hear():
        async for kind, item in api.watch("configmaps", namespace=name):
            await heard.put((kind, item.name))

    listening = asyncio.create_task(hear())
    fields = {"metadata": {"name": "one", "namespace": name}, "data": {"k": "v"}}
    one = await ConfigMap(fields, api=api)
    await one.create()
    # The watch begins when it begins; what is there by then it tells first.
    async with asyncio.timeout(30):
        while await heard.get() != ("ADDED", "one"):
            pass
    await one.patch({"data": {"k": "w"}})
    assert (await ConfigMap.get("one", namespace=name, api=api)).data == {"k": "w"}
    await one.delete()
    expected = [("MODIFIED", "one"), ("DELETED", "one")]
    async with asyncio.timeout(30):
        seen = []
        while seen[-1:] != expected[-1:]:
            event = await heard.get()
            seen += [event] if event[1] == "one" else []
    assert seen == expected, seen
    listening.cancel()

    await namespace.delete()
    await namespace.wait("delete", timeout=60)
    assert not await namespace.exists()


asyncio.run(main(*sys.argv[1:]))
