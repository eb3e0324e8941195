"""What the official client does with a pod: runs a command, forwards a port, follows a log.

Usage: stream_client.py KUBECONFIG NAMESPACE POD. It speaks WebSocket, and forwards ports by channels,
which the API server hands on to the kubelet as they are.
"""
import sys

from kubernetes import client, config
from kubernetes.stream import portforward, stream

kubeconfig, namespace, pod = sys.argv[1:]
config.load_kube_config(kubeconfig)
core = client.CoreV1Api()


def run(*command):
    return stream(
        core.connect_get_namespaced_pod_exec, pod, namespace, command=list(command), stdin=True,
        stdout=True, stderr=True, tty=False, _preload_content=False)


# A line is answered while the command runs.
session = run("sh", "-c", "while read -r line; do echo \"got $line\"; [ \"$line\" = end ] && exit 5; done")
for word in ("one", "two"):
    session.write_stdin(word + "\n")
    assert session.readline_stdout(timeout=60) == f"got {word}"
session.write_stdin("end\n")
session.run_forever(timeout=60)
assert (session.read_stdout(), session.returncode) == ("got end\n", 5), session.returncode

with_errors = run("sh", "-c", "echo out; echo err >&2")
with_errors.run_forever(timeout=60)
assert (with_errors.read_stdout(), with_errors.read_stderr()) == ("out\n", "err\n")
assert with_errors.returncode == 0

forward = portforward(core.connect_get_namespaced_pod_portforward, pod, namespace, ports="80,7")
echo = forward.socket(7)
echo.setblocking(True)
for message in (b"first", b"second" * 10_000):
    echo.sendall(message)
    back = b""
    while len(back) < len(message):
        back += echo.recv(65536)
    assert back == message
web = forward.socket(80)
web.setblocking(True)
web.sendall(b"GET / HTTP/1.1\r\nHost: pod\r\n\r\n")
answer = b""
while not answer.endswith(f"hello from {namespace}/{pod}\n".encode()):
    answer += web.recv(4096)
echo.close()
web.close()

log = core.read_namespaced_pod_log(pod, namespace, follow=True, _preload_content=False)
lines = log.stream(64)
for word in ("one", "two"):
    run("sh", "-c", f'echo {word} >>"$LOG"').run_forever(timeout=60)
    assert next(lines) == f"{word}\n".encode()
log.close()
