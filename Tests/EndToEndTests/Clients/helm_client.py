"""Helm 4 on client-go: installs the chart beside this file, upgrades it and takes it away.

Usage: helm_client.py KUBECONFIG NAMESPACE NAME, where NAME is the release's. It prints what the chart
found when it looked up its own namespace, and all.
"""
import sys
from pathlib import Path

import helm_python as helm

kubeconfig, namespace, name = sys.argv[1:]
chart = Path(__file__).parent / "chart"

with helm.Config(kubeconfig_path=kubeconfig, namespace=namespace) as config:
    config.check_reachable()
    release = config.install(chart, name, wait="watcher", timeout=60)
    assert (release["revision"], release["status"]) == (1, "deployed"), release
    assert "colour: \"green\"" in release["manifest"], release
    assert [item["name"] for item in config.list(name_filter=f"^{name}$")] == [name]

    release = config.upgrade(chart, name, {"colour": "blue", "port": 81}, wait="watcher", timeout=60)
    assert (release["revision"], release["status"]) == (2, "deployed"), release
    assert "colour: \"blue\"" in config.status(name)["manifest"]
    assert config.get_values(name) == {"colour": "blue", "port": 81}

    config.rollback(name, version=1, wait="watcher", timeout=60)
    assert [item["revision"] for item in config.history(name)] == [1, 2, 3]

    config.uninstall(name, wait="watcher", timeout=60)
    assert config.list(name_filter=f"^{name}$", all_states=True) == []
    print(*[line.strip() for line in release["manifest"].splitlines() if "namespace" in line], sep="\n")
