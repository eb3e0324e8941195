"""The official client's informer.

Usage: store_informer.py KUBECONFIG. It prints the names of all namespaces whenever they change.
"""
import sys
import time

from kubernetes import client, config
from kubernetes.informer import SharedInformer

config.load_kube_config(sys.argv[1])
informer = SharedInformer(client.CoreV1Api().list_namespace)
informer.start()
shown = None
while True:
    names = sorted(item.metadata.name for item in informer.cache.list())
    if names != shown:
        print(*names, flush=True)
    shown = names
    time.sleep(0.05)
