"""An asynchronous watch of kr8s from the beginning.

Usage: store_kr8s.py KUBECONFIG. It prints the names of all namespaces whenever they change.
"""
import asyncio
import sys

import kr8s


async def main(kubeconfig):
    api = await kr8s.asyncio.api(kubeconfig=kubeconfig)
    names = set()
    while True:
        async for kind, item in api.watch("namespaces"):
            (names.discard if kind == "DELETED" else names.add)(item.name)
            print(*sorted(names), flush=True)


asyncio.run(main(sys.argv[1]))
