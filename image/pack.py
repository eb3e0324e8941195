#!/usr/bin/env python3
"""Packs a root file system into an image, without Docker.

image/pack.py FOLDER TAR NAME: one layer, in the layout of OCI and in that of `docker save` at once, so that `docker load`, `podman load`,
`ctr images import` and `skopeo copy oci-archive:` take it. What the image says of itself is read from the last stage of the Dockerfile.
The same files make the same bytes.

Sources: the OCI image specification 1.1 (image-layout.md, config.md, manifest.md); moby's image/spec/v1.2.
"""

import gzip
import hashlib
import io
import json
import pathlib
import platform
import re
import shlex
import sys
import tarfile

EPOCH = "1970-01-01T00:00:00Z"
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}


def last_stage(text):
    """The instructions of a Dockerfile's last stage, each with its words."""
    lines = re.sub(r"\\\n", " ", text).splitlines()
    steps = [line.strip().split(None, 1) for line in lines if line.strip() and not line.startswith("#")]
    start = max(i for i, step in enumerate(steps) if step[0] == "FROM")
    return steps[start + 1 :]


def configuration(dockerfile):
    """The image's config, as the Dockerfile says it."""
    config = {"Labels": {}, "Env": []}
    for name, words in last_stage(dockerfile):
        if name == "USER":
            config["User"] = words
        elif name == "ENTRYPOINT":
            config["Entrypoint"] = json.loads(words)
        elif name == "LABEL":
            config["Labels"].update(pair.split("=", 1) for pair in shlex.split(words))
        elif name == "EXPOSE":
            config["ExposedPorts"] = {f"{port}/tcp": {} for port in words.split()}
        elif name != "COPY":
            sys.exit(f"image/pack.py: the Dockerfile's {name} means nothing here")
    return config


def member(name, size, mode=0o644, kind=tarfile.REGTYPE, link=""):
    """An entry of a tar that says nothing of who packed it, and when."""
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.type, entry.linkname = size, mode, kind, link
    return entry


def layer(root):
    """The files of a folder as a tar, in order."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.GNU_FORMAT) as tar:
        for path in sorted(root.rglob("*")):
            name, mode = str(path.relative_to(root)), path.lstat().st_mode & 0o7777
            if path.is_symlink():
                tar.addfile(member(name, 0, 0o777, tarfile.SYMTYPE, str(path.readlink())))
            elif path.is_dir():
                tar.addfile(member(name, 0, mode, tarfile.DIRTYPE))
            else:
                content = path.read_bytes()
                tar.addfile(member(name, len(content), mode), io.BytesIO(content))
    return buffer.getvalue()


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def pack(root, target, name):
    files = {"oci-layout": b'{"imageLayoutVersion":"1.0.0"}'}

    def blob(content, media):
        files[f"blobs/sha256/{sha256(content)}"] = content
        return {"mediaType": media, "digest": f"sha256:{sha256(content)}", "size": len(content)}

    def document(value):
        return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()

    tar = layer(root)
    machine = platform.machine()
    config = {
        "architecture": ARCHITECTURES.get(machine, machine),
        "os": "linux",
        "created": EPOCH,
        "config": configuration((pathlib.Path(__file__).parent.parent / "Dockerfile").read_text()),
        "rootfs": {"type": "layers", "diff_ids": [f"sha256:{sha256(tar)}"]},
        "history": [{"created": EPOCH, "created_by": "image/root"}],
    }
    oci = "application/vnd.oci.image"
    config_blob = blob(document(config), f"{oci}.config.v1+json")
    layer_blob = blob(gzip.compress(tar, 9, mtime=0), f"{oci}.layer.v1.tar+gzip")
    manifest = {"schemaVersion": 2, "mediaType": f"{oci}.manifest.v1+json"}
    manifest |= {"config": config_blob, "layers": [layer_blob]}
    entry = blob(document(manifest), manifest["mediaType"])
    entry["annotations"] = {
        "io.containerd.image.name": f"docker.io/library/{name}",
        "org.opencontainers.image.ref.name": name.split(":")[1],
    }
    files["index.json"] = document(
        {"schemaVersion": 2, "mediaType": f"{oci}.index.v1+json", "manifests": [entry]}
    )
    path = lambda described: f"blobs/sha256/{described['digest'].split(':')[1]}"
    files["manifest.json"] = document(
        [{"Config": path(config_blob), "Layers": [path(layer_blob)], "RepoTags": [name]}]
    )
    with tarfile.open(target, mode="w", format=tarfile.GNU_FORMAT) as out:
        for directory in ["blobs", "blobs/sha256"]:
            out.addfile(member(directory, 0, 0o755, tarfile.DIRTYPE))
        for file in sorted(files):
            out.addfile(member(file, len(files[file])), io.BytesIO(files[file]))
    print(f"{target}: {name}, {len(tar) / 1e6:.1f} MB, packed {layer_blob['size'] / 1e6:.1f} MB, {entry['digest']}")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    pack(pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3])
