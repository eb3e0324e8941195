"""Runs memos.py with kopf and looks at what it does: finalizers, status, events, deletion.

Usage: kopf_operator.py KUBECONFIG NAME, where NAME is the namespace that is made.
"""
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml
from kubernetes import client, config

config.load_kube_config(sys.argv[1])
namespace = sys.argv[2]
here = Path(__file__).parent
core = client.CoreV1Api()
custom = client.CustomObjectsApi()
extensions = client.ApiextensionsV1Api()
MEMOS = ("clients.example", "v1", namespace, "memos")


def until(what, look):
    """What `look` answers once it is neither empty nor an error 404."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        assert operator.poll() is None, f"kopf ended with {operator.returncode}"
        try:
            if answer := look():
                return answer
        except client.ApiException as error:
            if error.status != 404:
                raise
        time.sleep(0.1)
    raise AssertionError(f"in vain: {what}")


def text_is(text):
    return core.read_namespaced_config_map("one", namespace).data == {"text": text}


definition = yaml.safe_load((here / "memos.yaml").read_text())
try:
    extensions.create_custom_resource_definition(definition)
except client.ApiException as error:
    if error.status != 409:
        raise
core.create_namespace({"metadata": {"name": namespace}})
log = tempfile.TemporaryFile()
operator = subprocess.Popen(
    [sys.executable, "-m", "kopf", "run", "--standalone", "-n", namespace, str(here / "memos.py")],
    env={**os.environ, "KUBECONFIG": sys.argv[1]}, stdout=log, stderr=log)
try:
    until("the definition", lambda: custom.list_namespaced_custom_object(*MEMOS))
    custom.create_namespaced_custom_object(
        *MEMOS, {"apiVersion": "clients.example/v1", "kind": "Memo", "metadata": {"name": "one"},
                 "spec": {"text": "hello"}})
    until("a copy", lambda: text_is("hello"))
    until("a status", lambda: custom.get_namespaced_custom_object(*MEMOS, "one")
          .get("status", {}).get("write") == {"length": 5})
    memo = custom.get_namespaced_custom_object(*MEMOS, "one")
    assert memo["metadata"]["finalizers"] == ["kopf.zalando.org/KopfFinalizerMarker"], memo
    until("an event", lambda: [
        event for event in core.list_namespaced_event(namespace).items
        if event.reason == "Written" and event.involved_object.uid == memo["metadata"]["uid"]])

    custom.patch_namespaced_custom_object(*MEMOS, "one", {"spec": {"text": "good bye"}})
    until("a changed copy", lambda: text_is("good bye"))

    custom.delete_namespaced_custom_object(*MEMOS, "one")
    until("the last word", lambda: core.read_namespaced_config_map("one-forgotten", namespace))
    until("no memo", lambda: not custom.list_namespaced_custom_object(*MEMOS)["items"])
except BaseException:
    log.seek(0)
    sys.stderr.write(log.read().decode())
    raise
finally:
    operator.kill()  # how it ends is its own matter
    operator.wait(20)
core.delete_namespace(namespace)
