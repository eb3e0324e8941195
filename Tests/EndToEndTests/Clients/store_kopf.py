"""An operator of kopf's for the namespaces of the whole cluster, which changes nothing.

Usage: store_kopf.py KUBECONFIG. It prints the names of all namespaces whenever they change.
"""
import asyncio
import os
import sys

# Python's Kubernetes reads it when it is imported.
os.environ["KUBECONFIG"] = sys.argv[1]
import kopf

names = set()


@kopf.on.event("v1", "namespaces")
def hear(type, name, **_):
    (names.discard if type == "DELETED" else names.add)(name)
    print(*sorted(names), flush=True)


asyncio.run(kopf.operator(clusterwide=True, standalone=True))
