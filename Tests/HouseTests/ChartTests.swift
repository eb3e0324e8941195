import Harness
import JSON
import Testing

/// What the chart makes of `config`.
@Suite(
  .enabled(if: Tool.helm.isThere, "Helm is not here: make deps"), .timeLimit(.minutes(5)))
struct `The chart` {
  /// Switches on whatever of `config` can be.
  private static let everything = [
    "--set", "writes.enabled=true,selfService.enabled=true,policies.enabled=true",
  ]

  /// What of `config` is for kubectl alone.
  private static let left = ["config/default/", "config/samples/"]

  /// Objects without their metadata, by kind, namespace and name.
  private static func table(_ objects: [JSONValue]) -> [String: JSONValue] {
    let rows = objects.map { object in
      let name = [object["kind"], object["metadata", "namespace"], object["metadata", "name"]]
      var rest = object
      rest["metadata"] = nil
      return (name.map { $0?.string ?? "-" }.joined(separator: " "), rest)
    }
    return Dictionary(rows) { one, _ in one }
  }

  @Test(arguments: [
    ("legacy", "config/constrained-impersonation/"),
    ("constrained", "config/rbac/impersonation.yaml"),
  ])
  func `gives the account the rights of config, and no others`(
    _ impersonation: String, _ other: String
  ) async throws {
    let names = "fullnameOverride=bailiwick,groupPrefix=bailiwick:,impersonation=\(impersonation)"
    let text = try await Chart().text(
      "bailiwick", in: "bailiwick-system", Self.everything + ["--set", names])
    let files = try Tree.files(below: "config", endingWith: ".yaml").filter { file in
      !file.hasSuffix("/kustomization.yaml")
        && !(Self.left + [other]).contains { file.hasPrefix($0) }
    }
    let config = try files.flatMap { try Chart.objects(in: Tree.text($0)) }
    let kinds = Set(config.compactMap { $0["kind"]?.string })
    #expect(kinds.isSuperset(of: ["ClusterRole", "Role", "CustomResourceDefinition"]))
    let expected = Self.table(config)
    let rendered = Self.table(
      try Chart.objects(in: text).filter { kinds.contains($0["kind"]?.string ?? "") })
    #expect(Set(rendered.keys) == Set(expected.keys))
    for (name, object) in expected { #expect(rendered[name] == object, "\(name)") }
  }

  @Test func `gives everything the names of its release`() async throws {
    let text = try await Chart().text(
      "gate", in: "proxies", Self.everything + ["--set", "groupPrefix=gate-x7k2:"])
    #expect(!text.contains("bailiwick-system") && !text.contains(/\bbailiwick:[a-z]+:/))
    #expect(text.contains("'system:serviceaccount:proxies:gate-bailiwick'"))
    let objects = try Chart.objects(in: text)
    let roles = Chart.objects("ClusterRole", "Role", in: objects).map {
      "\($0["kind"]?.string ?? "") \($0["metadata", "name"]?.string ?? "")"
    }
    let bindings = Chart.objects("ClusterRoleBinding", "RoleBinding", in: objects)
    #expect(bindings.count == roles.count && Set(roles).count > 10)
    for binding in bindings {
      let role = binding["roleRef"]
      #expect(roles.contains("\(role?["kind"]?.string ?? "") \(role?["name"]?.string ?? "")"))
      for subject in binding["subjects"]?.array ?? [] where subject["kind"] == "Group" {
        #expect(subject["name"]?.string?.hasPrefix("gate-x7k2:") == true)
      }
      for subject in binding["subjects"]?.array ?? [] where subject["kind"] != "Group" {
        #expect(
          subject == [
            "kind": "ServiceAccount", "name": "gate-bailiwick", "namespace": "proxies",
          ])
      }
    }
    let pod = Chart.objects("Deployment", in: objects).first?["spec", "template", "spec"]
    #expect(pod?["serviceAccountName"] == "gate-bailiwick")
    #expect(Self.arguments(of: pod).contains("--group-prefix=gate-x7k2:"))
  }

  /// Their pods have the rights of the program, and no controllers run in them.
  @Test func `gives sidecars the rights of the program without those of its controllers`()
    async throws
  {
    let sidecar: JSONValue = [
      "kind": "ServiceAccount", "name": "dashboard-proxy", "namespace": "dashboards",
    ]
    let text = try await Chart().text(
      "gate", in: "proxies",
      Self.everything + [
        "--set", "sidecars[0].namespace=dashboards,sidecars[0].name=dashboard-proxy",
      ])
    let bound = Chart.objects("ClusterRoleBinding", "RoleBinding", in: try Chart.objects(in: text))
      .filter { $0["subjects"]?.array?.contains(sidecar) == true }
    let names = bound.compactMap { $0["metadata", "name"]?.string }.sorted()
    #expect(
      names == ["gate-bailiwick", "gate-bailiwick", "gate-bailiwick-impersonation"], "\(names)")
    for binding in bound { #expect(binding["subjects"]?.array?.count == 2) }
  }

  private static func arguments(of pod: JSONValue?) -> [String] {
    let container = pod?["containers"]?.array?.first
    return (container?["args"]?.array ?? []).compactMap(\.string)
  }

  @Test func `makes a prefix of its own for each release`() async throws {
    var prefixes: Set<String> = []
    for _ in 1...2 {
      let objects = try Chart.objects(in: try await Chart().text("gate", in: "proxies", []))
      let kept = Chart.objects("ConfigMap", in: objects).compactMap { $0["data", "groupPrefix"] }
      let prefix = try #require(kept.first?.string)
      #expect(prefix.contains(/^bailiwick-[a-z0-9]{8}:$/))
      let names = Chart.objects("ClusterRole", in: objects).compactMap {
        $0["metadata", "name"]?.string
      }
      #expect(names.contains("\(prefix)read:namespaces"))
      let pod = Chart.objects("Deployment", in: objects).first?["spec", "template", "spec"]
      #expect(Self.arguments(of: pod).contains("--group-prefix=\(prefix)"))
      prefixes.insert(prefix)
    }
    #expect(prefixes.count == 2)
  }

  @Test func `leaves definitions out, and lets none go with it`() async throws {
    let text = try await Chart().text("gate", in: "proxies", ["--set", "crds.tenants=false"])
    let definitions = try Chart.objects(
      "CustomResourceDefinition", in: Chart.objects(in: text))
    let groups = Set(definitions.compactMap { $0["spec", "group"]?.string })
    #expect(groups.contains("netsys.io") && !groups.contains("capsule.clastix.io"))
    for definition in definitions {
      #expect(definition["metadata", "annotations"]?["helm.sh/resource-policy"] == "keep")
    }
  }

  @Test func `takes each of the values that are tried`() async throws {
    let files = try Tree.files(below: "\(Chart.folder)/ci", endingWith: "-values.yaml")
    #expect(files.contains("\(Chart.folder)/ci/default-values.yaml"))
    let chart = try Chart()
    for file in files {
      let values = ["--values", "\(Tree.root)/\(file)"]
      let lint = try await chart.helm(
        ["lint", "--strict", "--kube-version", "1.36.0", "\(Tree.root)/\(Chart.folder)"] + values)
      #expect(lint.exitCode == 0, "\(file): \(lint.output)")
      let objects = try Chart.objects(in: try await chart.text("gate", in: "proxies", values))
      #expect(Chart.objects("Deployment", "DaemonSet", in: objects).count == 1, "\(file)")
    }
  }

  @Test(arguments: [
    ("replica=3", "replica"), ("sidecars[0].name=x", "namespace"), ("image.name=x", "name"),
    ("flags.visible=owned", "flags"),
    ("flags.group-prefix=x:", "flags"), ("groupPrefix=system:x:", "groupPrefix"),
    ("tls.source=secret", "tls.secretName"), ("tls.source=cert-manager", "tls.issuerRef"),
    ("clientCA.source=configMap", "clientCA.configMap"),
    ("kind=DaemonSet,autoscaling.enabled=true", "autoscaling"),
    ("selfService.enabled=true,controllers.enabled=false", "controllers"),
    ("impersonation=constrained", "needs Kubernetes 1.36"),
  ])
  func `refuses values that cannot be meant`(_ values: String, _ word: String) async throws {
    let finished = try await Chart().helm([
      "template", "gate", "\(Tree.root)/\(Chart.folder)", "--kube-version", "1.35.0", "--set",
      values,
    ])
    #expect(finished.exitCode != 0 && finished.errors.contains(word), "\(finished.errors)")
  }
}
