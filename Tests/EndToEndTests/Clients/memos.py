"""An operator for memos, for `kopf run`: it answers each with a config map and a status."""
import kopf
from kubernetes import client, config


@kopf.on.startup()
def start(**_):
    config.load_kube_config()


@kopf.on.create("clients.example", "v1", "memos")
@kopf.on.update("clients.example", "v1", "memos", field="spec.text")
def write(body, spec, name, namespace, **_):
    copy = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name},
            "data": {"text": spec["text"]}}
    kopf.adopt(copy, owner=body)
    core = client.CoreV1Api()
    try:
        core.create_namespaced_config_map(namespace, copy)
    except client.ApiException as error:
        if error.status != 409:
            raise
        core.patch_namespaced_config_map(name, namespace, copy)
    kopf.info(body, reason="Written", message="The copy is written.")
    return {"length": len(spec["text"])}


@kopf.on.delete("clients.example", "v1", "memos")
def forget(name, namespace, **_):
    client.CoreV1Api().create_namespaced_config_map(
        namespace, {"metadata": {"name": f"{name}-forgotten"}})
