import Foundation
import Harness
import JSON
import Testing

extension EndToEnd.Reconcilers {
  /// `config/policies`, rule by rule, on an API server that evaluates them.
  @Suite struct `The policies` {
    private static let marks = [
      "label ns NS bailiwick.dev/claimed-by=dispatch.abc",
      "annotate ns NS bailiwick.dev/claimant=abc",
    ]

    /// Merges metadata into a namespace by the main resource or a subresource.
    private static func patch(_ name: String, _ way: String, _ metadata: JSONValue) -> [String] {
      let patch: JSONValue = ["metadata": metadata]
      return ["patch", "namespace", name, "--type=merge", "-p", "\(patch)"]
        + (way.isEmpty ? [] : ["--subresource=\(way)"])
    }

    @Test(arguments: Ground.real, marks)
    func `let the program alone claim a namespace`(ground: Ground, mark: String) async throws {
      let stage = try await PolicyStage.ready(ground)
      let name = try await stage.namespace()
      let line = mark.replacing("NS", with: name)
      let key = String(line.split(separator: " ")[3].prefix { $0 != "=" })
      for caller in [PolicyStage.Caller.admin, .editor, .selfService] {
        #expect(try await stage.refusal(line, as: caller)?.contains("bailiwick-claims") == true)
      }
      #expect(try await stage.refusal(line, as: .program) == nil)
      let verb = line.prefix { $0 != " " }
      for change in ["\(key)=other --overwrite", "\(key)-"] {
        let taken = "\(verb) ns \(name) \(change)"
        #expect(try await stage.refusal(taken, as: .admin)?.contains("bailiwick-claims") == true)
        #expect(try await stage.refusal(taken, as: .program) == nil)
        #expect(try await stage.refusal(line + " --overwrite", as: .program) == nil)
      }
      let other = "\(verb) ns \(name) mine=yes"
      #expect(try await stage.refusal(other, as: .editor) == nil)
    }

    @Test(arguments: Ground.real, ["", "status"])
    func `are not passed by a subresource`(ground: Ground, way: String) async throws {
      let stage = try await PolicyStage.ready(ground)
      let name = try await stage.namespace()
      for (metadata, policy) in [
        (["labels": ["bailiwick.dev/claimed-by": "x"]] as JSONValue, "bailiwick-claims"),
        (["annotations": ["bailiwick.dev/adopt": "x"]], "bailiwick-adoption"),
        (["labels": ["capsule.clastix.io/tenant": "x"]], "bailiwick-tenancy"),
      ] {
        let refused = try await stage.refusal(Self.patch(name, way, metadata), as: .editor)
        #expect(refused?.contains(policy) == true, "\(refused ?? "done")")
      }
      let harmless: JSONValue = ["labels": ["mine": "yes"]]
      #expect(try await stage.refusal(Self.patch(name, way, harmless), as: .editor) == nil)
    }

    @Test(arguments: Ground.real)
    func `are not passed by finalize, which still ends a namespace`(ground: Ground) async throws {
      let stage = try await PolicyStage.ready(ground)
      let name = try await stage.namespace()
      let claim = Self.marks[0].replacing("NS", with: name)
      #expect(try await stage.refusal(claim, as: .program) == nil)
      let text = try await stage.must(["get", "namespace", name, "-o", "json"])
      var object = try JSONValue(parsing: Array(text.utf8))
      let path = "/api/v1/namespaces/\(name)/finalize"
      let words = ["replace", "--raw", path, "-f", "-"]
      #expect(try await stage.refusal(words, as: .editor, input: "\(object)") == nil)
      let fresh = try await stage.must(["get", "namespace", name, "-o", "json"])
      object = try JSONValue(parsing: Array(fresh.utf8))
      object["metadata"]?["labels"]?["bailiwick.dev/claimed-by"] = nil
      let refused = try await stage.refusal(words, as: .editor, input: "\(object)")
      #expect(refused?.contains("bailiwick-claims") == true, "\(refused ?? "done")")
      // The namespace controller finalizes it, claimed as it is.
      #expect(
        try await stage.refusal("delete namespace \(name) --timeout=60s", as: .editor) == nil)
    }

    @Test(arguments: Ground.real)
    func `let those say adopt who may adopt`(ground: Ground) async throws {
      let stage = try await PolicyStage.ready(ground)
      let (name, other) = (try await stage.namespace(), try await stage.namespace())
      let line = "annotate namespace \(name) bailiwick.dev/adopt=DispatchUser/ada"
      for caller in [PolicyStage.Caller.editor, .selfService] {
        #expect(try await stage.refusal(line, as: caller)?.contains("bailiwick-adoption") == true)
      }
      #expect(try await stage.refusal(line, as: .admin) == nil)
      let removal = "annotate namespace \(name) bailiwick.dev/adopt-"
      // The program takes it off, and does not put it on.
      #expect(try await stage.refusal(removal, as: .program) == nil)
      #expect(try await stage.refusal(line, as: .program)?.contains("adoption") == true)
      #expect(try await stage.refusal(line, as: .admin) == nil)
      #expect(try await stage.refusal(removal, as: .editor)?.contains("adoption") == true)
      let role: JSONValue = [
        "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole",
        "metadata": ["name": .string("adopts-\(name)")],
        "rules": [
          [
            "apiGroups": ["bailiwick.dev"], "resources": ["namespaces"], "verbs": ["adopt"],
            "resourceNames": [.string(name)],
          ]
        ],
      ]
      try await stage.must(["create", "-f", "-"], input: "\(role)")
      try await stage.must([
        "create", "clusterrolebinding", "adopts-\(name)", "--clusterrole=adopts-\(name)",
        "--user=editor",
      ])
      try await eventually("the role is known") {
        try await stage.refusal(removal, as: .editor) == nil
      }
      let elsewhere = line.replacing(name, with: other)
      #expect(try await stage.refusal(elsewhere, as: .editor)?.contains("adoption") == true)
    }

    @Test(arguments: Ground.real)
    func `keep namespaces in their tenants`(ground: Ground) async throws {
      let stage = try await PolicyStage.ready(ground)
      let name = try await stage.namespace()
      let owner = try await stage.tenant()
      let label = "label namespace \(name) \(PolicyStage.tenant)=oil"
      let belongs = Self.patch(name, "", ["ownerReferences": [owner]])
      for caller in [PolicyStage.Caller.admin, .editor, .selfService] {
        #expect(try await stage.refusal(label, as: caller)?.contains("tenancy") == true)
        #expect(try await stage.refusal(belongs, as: caller)?.contains("tenancy") == true)
      }
      #expect(try await stage.refusal(label, as: .program) == nil)
      #expect(try await stage.refusal(belongs, as: .program) == nil)
      let out = Self.patch(name, "", ["ownerReferences": []])
      for words in [
        out, ["label", "namespace", name, "\(PolicyStage.tenant)-"],
        ["label", "namespace", name, "\(PolicyStage.tenant)=gas", "--overwrite"],
      ] {
        #expect(try await stage.refusal(words, as: .editor)?.contains("tenancy") == true)
        #expect(try await stage.refusal(words + ["--dry-run=server"], as: .program) == nil)
      }
      // References to others are nobody's business here.
      let other: JSONValue = [
        owner,
        ["apiVersion": "v1", "kind": "Namespace", "name": "default", "uid": "00000000-0000"],
      ]
      let added = Self.patch(name, "", ["ownerReferences": other]) + ["--dry-run=server"]
      #expect(try await stage.refusal(added, as: .editor) == nil)
      #expect(try await stage.refusal("delete namespace \(name)", as: .editor) == nil)
    }

    @Test(arguments: Ground.real)
    func `let a tenant's owner create one, and no more`(ground: Ground) async throws {
      let stage = try await PolicyStage.ready(ground)
      let owner = try await stage.tenant()
      let name = "own-\(UUID().uuidString.prefix(8).lowercased())"
      let namespace: JSONValue = [
        "apiVersion": "v1", "kind": "Namespace",
        "metadata": [
          "name": .string(name), "labels": [PolicyStage.tenant: "oil"], "ownerReferences": [owner],
        ],
      ]
      let words = ["create", "-f", "-"]
      for caller in [PolicyStage.Caller.admin, .editor] {
        let refused = try await stage.refusal(words, as: caller, input: "\(namespace)")
        #expect(refused?.contains("bailiwick-tenancy") == true, "\(refused ?? "done")")
      }
      #expect(try await stage.refusal(words, as: .selfService, input: "\(namespace)") == nil)
      let move = "label namespace \(name) \(PolicyStage.tenant)=gas --overwrite"
      #expect(try await stage.refusal(move, as: .selfService)?.contains("tenancy") == true)
      var claimed = namespace
      claimed["metadata"]?["name"] = .string(name + "-2")
      claimed["metadata"]?["labels"]?["bailiwick.dev/claimed-by"] = "x"
      let refused = try await stage.refusal(words, as: .selfService, input: "\(claimed)")
      #expect(refused?.contains("bailiwick-claims") == true, "\(refused ?? "done")")
    }

    @Test(arguments: Ground.real)
    func `let the garbage collector take a tenant's references out`(ground: Ground) async throws {
      let stage = try await PolicyStage.ready(ground)
      let name = try await stage.namespace()
      let owner = try await stage.tenant()
      let belongs = Self.patch(name, "", ["ownerReferences": [owner]])
      #expect(try await stage.refusal(belongs, as: .program) == nil)
      try await stage.must([
        "delete", "tenant", owner["name"]?.string ?? "", "--cascade=orphan", "--timeout=60s",
      ])
      let left = try await stage.must([
        "get", "namespace", name, "-o", "jsonpath={.metadata.ownerReferences}",
      ])
      #expect(left.isEmpty)
    }

    @Test(arguments: Ground.real)
    func `keep the tokens of Dispatch users`(ground: Ground) async throws {
      let stage = try await PolicyStage.ready(ground)
      let account = "a-\(UUID().uuidString.prefix(8).lowercased())"
      for name in [account, account + "-2"] {
        try await stage.must(["-n", "dispatch", "create", "serviceaccount", name])
      }
      let words = ["create", "-f", "-"]
      func make(_ name: String, of account: String, as caller: PolicyStage.Caller) async throws
        -> String?
      {
        try await stage.refusal(
          words, as: caller,
          input: "\(PolicyStage.tokenSecret("\(account)-\(name)", of: account))")
      }
      let refused = try await make("editor", of: account, as: .editor)
      #expect(refused?.contains("bailiwick-dispatch-tokens") == true, "\(refused ?? "done")")
      #expect(try await make("program", of: account, as: .program) == nil)
      #expect(try await make("admin", of: account, as: .admin) == nil)
      let secret = "-n dispatch annotate secret \(account)-admin"
      let key = "kubernetes.io/service-account.name"
      let moved = "\(secret) --overwrite \(key)=\(account)-2"
      #expect(try await stage.refusal(moved, as: .editor)?.contains("dispatch-tokens") == true)
      #expect(try await stage.refusal("\(secret) mine=yes", as: .editor) == nil)
      let plain = "-n dispatch create secret generic \(account) --from-literal=a=b"
      #expect(try await stage.refusal(plain, as: .editor) == nil)
      var elsewhere = PolicyStage.tokenSecret("default-token", of: "default")
      elsewhere["metadata"]?["namespace"] = .string(try await stage.namespace())
      #expect(
        try await stage.refusal(
          words + ["--dry-run=server"], as: .editor, input: "\(elsewhere)") == nil)
      try await stage.must([
        "-n", "dispatch", "create", "role", "mints-\(account)", "--verb=create",
        "--resource=serviceaccounts/token", "--resource-name=\(account)",
      ])
      try await stage.must([
        "-n", "dispatch", "create", "rolebinding", "mints-\(account)", "--role=mints-\(account)",
        "--user=editor",
      ])
      try await eventually("the role is known") {
        try await make("minted", of: account, as: .editor) == nil
      }
      let other = try await make("minted", of: account + "-2", as: .editor)
      #expect(other?.contains("bailiwick-dispatch-tokens") == true, "\(other ?? "done")")
    }
  }
}
