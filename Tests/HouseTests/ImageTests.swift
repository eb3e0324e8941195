import Harness
import JSON
import Testing
import Wire
import YAML

/// That the image is what the chart and the Makefile take it for.
@Suite(.timeLimit(.minutes(5))) struct `The image` {
  @Test func `is built with the packages that the Makefile names`() throws {
    let makefile = try Tree.text("Makefile")
    let line = try #require(makefile.firstMatch(of: #/(?m)^PACKAGES := (.*)$/#))
    let packages = Set(line.1.split(separator: " "))
    #expect(packages.count > 2)
    // Beside them what the image of Swift does not have: whom TLS trusts, and make.
    #expect(try Dockerfile.read().packages == packages.union(["ca-certificates", "make"]))
  }

  @Test func `is assembled by the target that is tried without Docker`() throws {
    let dockerfile = try Dockerfile.read()
    #expect(dockerfile.words(of: "RUN").last == "make image-root")
    #expect(dockerfile.words(of: "FROM").last == "scratch")
    #expect(dockerfile.words(of: "COPY").last == "--from=build /source/.build/image/root/ /")
    let makefile = try Tree.text("Makefile")
    #expect(makefile.contains(#/(?m)^check-image: image /#))
    #expect(makefile.contains(#/(?m)^image: image-root /#))
  }

  @Test func `runs as the user that the chart runs it as`() throws {
    let values = try #require(
      try YAML.documents(Array(Tree.text("\(Chart.folder)/values.yaml").utf8)).first)
    let user = try #require(values["podSecurityContext", "runAsUser"]?.int)
    let group = try #require(values["podSecurityContext", "runAsGroup"]?.int)
    #expect(try Dockerfile.read().words(of: "USER") == ["\(user):\(group)"])
    #expect(try Tree.text("image/root").contains("bailiwick:x:\(user):\(group):"))
    #expect(try Tree.text("image/check").contains("--userspec=\(user):\(group) "))
  }

  @Test func `has the program as its entry point, and the chart gives only its arguments`()
    async throws
  {
    #expect(try Dockerfile.read().words(of: "ENTRYPOINT") == [#"["/bailiwick"]"#])
    let text = try await Chart().text("it", in: "there", [])
    let workloads = try Chart.objects("Deployment", in: Chart.objects(in: text))
    let container = try #require(
      workloads.first?["spec", "template", "spec", "containers"]?.array?.first)
    #expect(container["command"] == nil)
    #expect(container["args"]?.array?.first == "serve")
  }

  @Test func `says what the chart says of the program`() throws {
    let chart = try #require(
      try YAML.documents(Array(Tree.text("\(Chart.folder)/Chart.yaml").utf8)).first)
    let labels = try Dockerfile.read().labels
    #expect(labels["org.opencontainers.image.version"] == chart["appVersion"]?.string)
    #expect(labels["org.opencontainers.image.description"] == chart["description"]?.string)
    #expect(
      try Tree.text("Sources/bailiwick/Version.swift").contains(
        "\"\(labels["org.opencontainers.image.version"] ?? "")\""))
  }

  /// By tar and the digests alone, as a registry sees it.
  @Test func `is packed as the Dockerfile says it, twice into the same bytes`() async throws {
    let run = try Run("bailiwick-house")
    let root = run.folder.file("root")
    try Folder.write("the program", to: "\(root)/bailiwick")
    try Folder.write("root:x:0:0:root:/:/none\n", to: "\(root)/etc/passwd")
    var digests: Set<Digest> = []
    let target = run.folder.file("image.tar")
    for _ in 0..<2 {
      let packed = try await run.run(
        "/usr/bin/env", ["python3", "\(Tree.root)/image/pack.py", root, target, "bailiwick:1"],
        environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"])
      #expect(packed.exitCode == 0, "\(packed.errors)")
      digests.insert(Digest(of: try FileContents.read(target)))
    }
    #expect(digests.count == 1)
    func file(_ path: String) async throws -> JSONValue {
      let read = try await run.run("/usr/bin/env", ["tar", "-xOf", target, path])
      return try JSONValue(parsing: Array(read.output.utf8))
    }
    let docker = try #require(try await file("manifest.json")[0])
    #expect(docker["RepoTags"] == ["bailiwick:1"])
    let index = try await file("index.json")
    let digest = try #require(index["manifests"]?[0]?["digest"]?.string)
    let manifest = try await file("blobs/sha256/\(digest.dropFirst("sha256:".count))")
    let name = try #require(manifest["config", "digest"]?.string?.dropFirst("sha256:".count))
    #expect(docker["Config"]?.string == "blobs/sha256/\(name)")
    let config = try await file("blobs/sha256/\(name)")
    #expect(config["config", "User"] == "65532:65532")
    #expect(config["config", "Entrypoint"] == ["/bailiwick"])
    #expect(
      config["config", "Labels"]?["org.opencontainers.image.licenses"] == "Apache-2.0")
    let layer = try #require(docker["Layers"]?[0]?.string)
    let listed = try await run.run(
      "/bin/sh", ["-c", "tar -xOf \(target) \(layer) | tar -tzf -"],
      environment: ["PATH": "/usr/bin:/bin"])
    #expect(listed.lines == ["bailiwick", "etc/", "etc/passwd"])
    let sum = try await run.run(
      "/bin/sh", ["-c", "tar -xOf \(target) \(layer) | gunzip | sha256sum"],
      environment: ["PATH": "/usr/bin:/bin"])
    #expect(
      config["rootfs", "diff_ids"]?[0]?.string == "sha256:\(sum.output.prefix { $0 != " " })")
  }
}
