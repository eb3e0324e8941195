"""The loop of the official client's manual: list, watch from there, and list again on 410.

Usage: store_watch.py KUBECONFIG. It prints the names of all namespaces whenever they change.
"""
import sys

from kubernetes import client, config, watch

config.load_kube_config(sys.argv[1])
core = client.CoreV1Api()


def show(names):
    print(*sorted(names), flush=True)


while True:
    listed = core.list_namespace()
    names = {item.metadata.name for item in listed.items}
    show(names)
    position = listed.metadata.resource_version
    try:
        while True:
            events = watch.Watch()
            for event in events.stream(
                    core.list_namespace, resource_version=position, timeout_seconds=60):
                name = event["object"].metadata.name
                (names.discard if event["type"] == "DELETED" else names.add)(name)
                show(names)
            position = events.resource_version
    except client.ApiException as error:
        if error.status != 410:
            raise
