"""The official client for Python: every verb, both kinds of watch, apply and the dynamic client.

Usage: official_client.py KUBECONFIG NAME, where NAME begins the names of all that is made.
"""
import sys
import threading

from kubernetes import client, config, dynamic, watch
from kubernetes.client.exceptions import ApiException

config.load_kube_config(sys.argv[1])
namespace = sys.argv[2]
core = client.CoreV1Api()
custom = client.CustomObjectsApi()
TENANTS = ("capsule.clastix.io", "v1beta2", "tenants")


def refused(code, call, *arguments, **options):
    try:
        call(*arguments, **options)
    except ApiException as error:
        assert error.status == code, error
    else:
        raise AssertionError(f"{code} expected")


# Namespaces.
made = core.create_namespace({"metadata": {"name": namespace, "labels": {"a": "1"}}})
assert made.metadata.uid and made.status.phase == "Active", made
refused(409, core.create_namespace, {"metadata": {"name": namespace}})
assert namespace in [item.metadata.name for item in core.list_namespace().items]
page = core.list_namespace(limit=2)
assert len(page.items) <= 2 or page.metadata._continue is None, page.metadata
patched = core.patch_namespace(namespace, {"metadata": {"labels": {"a": None, "b": "2"}}})
assert patched.metadata.labels == {"b": "2", "kubernetes.io/metadata.name": namespace}

# Config maps: a watch hears what happens, and ends when its time is over.
first = core.create_namespaced_config_map(
    namespace, {"metadata": {"name": "first"}, "data": {"k": "v"}})
start = core.list_namespaced_config_map(namespace).metadata.resource_version


def change():
    core.create_namespaced_config_map(namespace, {"metadata": {"name": "second"}})
    core.patch_namespaced_config_map("second", namespace, {"data": {"k": "w"}})
    core.delete_namespaced_config_map("second", namespace)


changes = threading.Thread(target=change)
changes.start()
stream = watch.Watch().stream(
    core.list_namespaced_config_map, namespace, resource_version=start, timeout_seconds=2)
# The authorities' config map comes when it comes.
heard = [(event["type"], event["object"].metadata.name) for event in stream
         if event["object"].metadata.name != "kube-root-ca.crt"]
changes.join()
assert heard == [(kind, "second") for kind in ("ADDED", "MODIFIED", "DELETED")], heard

first.data = {"k": "x"}
replaced = core.replace_namespaced_config_map("first", namespace, first)
assert replaced.metadata.resource_version != first.metadata.resource_version
refused(409, core.replace_namespaced_config_map, "first", namespace, first)
refused(404, core.read_namespaced_config_map, "second", namespace)

# Custom objects.
tenant = {"apiVersion": "capsule.clastix.io/v1beta2", "kind": "Tenant",
          "metadata": {"name": namespace},
          "spec": {"owners": [{"kind": "User", "name": "nobody"}]}}
made = custom.create_cluster_custom_object(*TENANTS, tenant)
assert made["spec"]["owners"][0]["name"] == "nobody", made
names = [item["metadata"]["name"] for item in custom.list_cluster_custom_object(*TENANTS)["items"]]
assert namespace in names, names
patched = custom.patch_cluster_custom_object(
    *TENANTS, namespace, {"metadata": {"labels": {"a": "1"}}})
assert patched["metadata"]["labels"] == {"a": "1"}, patched
custom.delete_cluster_custom_object(*TENANTS, namespace)
refused(404, custom.get_cluster_custom_object, *TENANTS, namespace)

# The dynamic client: discovery, server-side apply and its conflicts.
dynamic_client = dynamic.DynamicClient(client.ApiClient())
maps = dynamic_client.resources.get(api_version="v1", kind="ConfigMap")
applied = {"apiVersion": "v1", "kind": "ConfigMap",
           "metadata": {"name": "applied", "namespace": namespace}, "data": {"k": "v"}}
maps.server_side_apply(body=applied, name="applied", namespace=namespace, field_manager="one")
applied["data"]["k"] = "w"
refused(409, maps.server_side_apply, body=applied, name="applied", namespace=namespace,
        field_manager="two")
forced = maps.server_side_apply(body=applied, name="applied", namespace=namespace,
                                field_manager="two", force_conflicts=True)
assert forced.data.k == "w" and forced.metadata.managedFields[0].manager == "two", forced
names = [item.metadata.name for item in maps.get(namespace=namespace).items]
assert "applied" in names, names
events = maps.watch(namespace=namespace, name="applied", timeout=1)
assert [event["type"] for event in events] == ["ADDED"]
assert dynamic_client.resources.get(api_version=tenant["apiVersion"], kind="Tenant").name == "tenants"

# Reviews.
review = client.AuthorizationV1Api().create_subject_access_review(
    {"spec": {"user": "nobody", "resourceAttributes": {"verb": "list", "resource": "nodes"}}})
assert review.status.allowed is False, review

core.delete_namespace(namespace)
