import Harness
import JSON
import Testing

extension EndToEnd {
  /// What a tenant may change of cluster-scoped objects, with the commands that people use.
  @Suite struct `Changes of cluster-scoped objects` {
    /// A resource, whose objects are a tenant's by a label.
    struct Subject: Sendable, CustomStringConvertible {
      let kind: String
      let commands: [String]
      /// What of it an owner can change, as a path for kubectl.
      let outcome: String

      var description: String { kind }
    }

    static let label = "bailiwick.example/tenant"
    static let node = Subject(
      kind: "node",
      commands: [
        "label node NAME colour=green", "annotate node NAME note=one", "cordon NAME",
        "uncordon NAME", "taint node NAME dedicated=mine:NoSchedule",
        "taint node NAME dedicated=mine:NoSchedule-", "label node NAME colour-",
        "patch node NAME -p {\"metadata\":{\"labels\":{\"size\":\"1\"}}}",
        "patch node NAME --type=json -p [{\"op\":\"remove\",\"path\":\"/metadata/labels/size\"}]",
        "patch node NAME --type=merge -p {\"spec\":{\"unschedulable\":true}}",
      ], outcome: "{.metadata.labels}{.metadata.annotations}{.spec.unschedulable}")
    static let storageClass = Subject(
      kind: "storageclass",
      commands: [
        "label storageclass NAME colour=green", "annotate storageclass NAME note=one",
        "patch storageclass NAME -p {\"allowVolumeExpansion\":true}",
        "label storageclass NAME colour-",
      ], outcome: "{.metadata.labels}{.metadata.annotations}{.allowVolumeExpansion}")

    @Test(arguments: Client.each, [node, storageClass])
    func `an owner who was given them changes them like an administrator`(
      client: Client, subject: Subject
    ) async throws {
      let tenancy = try await Self.tenancy(client, ["List", "Update"])
      let (mine, twin) = try await (Self.add("mine", of: subject, to: tenancy), tenancy.name)
      try await Self.create(subject.kind, twin, ["twin": .string(tenancy.name)], tenancy.cluster)
      for command in subject.commands {
        let answer = try await tenancy.kubectl(command.replacing("NAME", with: mine))
        let direct = try await tenancy.cluster.kubectl(
          command.replacing("NAME", with: twin), as: .admin, from: client, .direct)
        #expect(answer.exitCode == 0, "\(command): \(answer.errors)")
        #expect(answer.output == direct.output.replacing(twin, with: mine), "\(command)")
        #expect(answer.errors == direct.errors.replacing(twin, with: mine), "\(command)")
        let outcome = try await tenancy.cluster.admin(
          ["get", subject.kind, mine, twin, "-o"]
            + ["jsonpath={range .items[*]}\(subject.outcome){\"\\n\"}{end}"])
        let lines = outcome.split(separator: "\n").map { line in
          // The twin's label is another, and labels are in the order of their keys.
          line.replacing(Self.label, with: "twin").split { "{},".contains($0) }.sorted()
        }
        #expect(lines.count == 2 && lines.first == lines.last, "\(command): \(outcome)")
      }
      try await Self.end(tenancy, subject, [mine, twin])
    }

    @Test(arguments: Client.each, [node, storageClass])
    func `an owner who was given them edits and deletes them`(
      client: Client, subject: Subject
    ) async throws {
      let tenancy = try await Self.tenancy(client, ["List", "Update", "Delete"])
      let mine = try await Self.add("mine", of: subject, to: tenancy, ["colour": "green"])
      let edited = try await tenancy.kubectl(
        ["edit", subject.kind, mine], editor: "sed -i s/green/blue/")
      #expect(edited.exitCode == 0, "\(edited.errors)")
      #expect(edited.output.contains("\(mine) edited"))
      let colour = try await tenancy.cluster.admin(
        ["get", subject.kind, mine, "-o", "jsonpath={.metadata.labels.colour}"])
      #expect(colour == "blue")
      let deleted = try await tenancy.kubectl("delete \(subject.kind) \(mine) --timeout=30s")
      #expect(deleted.exitCode == 0, "\(deleted.errors)")
      #expect(deleted.output.contains("\"\(mine)\" deleted"))
      let left = try await tenancy.cluster.admin("get \(subject.kind) --ignore-not-found \(mine)")
      #expect(left.isEmpty)
      try await tenancy.remove()
    }

    @Test(arguments: Client.one, [node, storageClass])
    func `what decides whose it is stays as it is`(client: Client, subject: Subject) async throws {
      let tenancy = try await Self.tenancy(client, ["List", "Update", "Delete"])
      let mine = try await Self.add("mine", of: subject, to: tenancy)
      for change in ["\(Self.label)=other --overwrite", "\(Self.label)-"] {
        let answer = try await tenancy.kubectl("label \(subject.kind) \(mine) \(change)")
        #expect(answer.exitCode == 1)
        #expect(answer.errors.contains("(Forbidden)"), "\(answer.errors)")
        #expect(answer.errors.contains(Self.label), "\(answer.errors)")
      }
      let owner = try await tenancy.cluster.admin(
        ["get", subject.kind, mine, "-L", Self.label, "--no-headers"])
      #expect(owner.contains(tenancy.name))
      try await Self.end(tenancy, subject, [mine])
    }

    /// The reader may natively read what the owner may read through the proxy, and change as little.
    @Test(arguments: Client.each, [node, storageClass])
    func `without the operation the API server forbids it`(
      client: Client, subject: Subject
    ) async throws {
      let tenancy = try await Self.tenancy(client, ["List"])
      let mine = try await Self.add("mine", of: subject, to: tenancy)
      let deletion = "delete \(subject.kind) NAME --wait=false"
      for command in subject.commands.prefix(3) + [deletion] {
        let command = command.replacing("NAME", with: mine)
        let answer = try await tenancy.kubectl(command)
        let direct = try await tenancy.cluster.kubectl(command, as: .reader, from: client, .direct)
        #expect(
          answer.errors == direct.errors.replacing("\"reader\"", with: "\"\(tenancy.owner)\""))
        #expect(answer.output == direct.output)
        // Taking away what is not there is no change, and kubectl does not ask for it.
        #expect(answer.exitCode == direct.exitCode)
      }
      let answer = try await tenancy.kubectl(deletion.replacing("NAME", with: mine))
      #expect(answer.exitCode == 1 && answer.errors.contains("(Forbidden)"))
      try await Self.end(tenancy, subject, [mine])
    }

    @Test(arguments: Client.one)
    func `one operation is not the other`(client: Client) async throws {
      for (given, forbidden) in [
        ("Update", "delete node NAME --wait=false"), ("Delete", "label node NAME a=b"),
      ] {
        let tenancy = try await Self.tenancy(client, [given])
        let mine = try await Self.add("mine", of: Self.node, to: tenancy)
        let answer = try await tenancy.kubectl(forbidden.replacing("NAME", with: mine))
        #expect(answer.exitCode == 1 && answer.errors.contains("(Forbidden)"), "\(answer.errors)")
        try await Self.end(tenancy, Self.node, [mine])
      }
    }

    /// A tenant whose nodes and storage classes have its name as a label.
    private static func tenancy(_ client: Client, _ operations: [String]) async throws -> Tenancy {
      let cluster = try await Cluster.ready(client.ground, for: .thatChangeWhatIsShared)
      return try await Tenancy(
        cluster, for: client,
        settings: ["Nodes": operations, "StorageClasses": operations]
      ) { name in
        [
          "nodeSelector": [label: .string(name)],
          "storageClasses": ["matchLabels": [label: .string(name)]],
        ]
      }
    }

    private static func add(
      _ suffix: String, of subject: Subject, to tenancy: Tenancy, _ labels: JSONValue = [:]
    ) async throws -> String {
      var labels = labels
      labels[label] = .string(tenancy.name)
      let name = "\(tenancy.name)-\(suffix)"
      try await create(subject.kind, name, labels, tenancy.cluster)
      try await tenancy.awaitSight(of: subject.kind, name)
      return name
    }

    private static func create(
      _ kind: String, _ name: String, _ labels: JSONValue, _ cluster: Cluster
    ) async throws {
      let metadata: JSONValue = ["name": .string(name), "labels": labels]
      if kind == "node" {
        try await cluster.create(["apiVersion": "v1", "kind": "Node", "metadata": metadata])
      } else {
        try await cluster.create([
          "apiVersion": "storage.k8s.io/v1", "kind": "StorageClass", "metadata": metadata,
          "provisioner": "kubernetes.io/no-provisioner",
        ])
      }
    }

    private static func end(
      _ tenancy: Tenancy, _ subject: Subject, _ names: [String]
    ) async throws {
      try await tenancy.cluster.admin(["delete", subject.kind, "--wait=false"] + names)
      try await tenancy.remove()
    }
  }
}
