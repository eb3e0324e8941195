import Harness
import JSON
import TestSupport
import Wire

/// A cluster with random objects, tenants and people, and what is whose by the tenants' words alone.
struct RandomCluster: Sendable {
  /// Somebody who asks, by a certificate.
  struct Caller: Sendable, CustomStringConvertible {
    let description: String
    let owners: Set<RandomTenant.Owner>
    let proxy: HTTPAsker
  }

  let cluster: Cluster
  let admin: HTTPAsker
  let callers: [Caller]
  let tenants: [RandomTenant]
  /// The tenant of each namespace that has one.
  private let namespaces: [String: String]

  /// The collections, by the kinds that tenants give, or `Namespaces` and `Tenants`.
  static let paths = [
    "Namespaces": "/api/v1/namespaces", "Nodes": "/api/v1/nodes",
    "StorageClasses": "/apis/storage.k8s.io/v1/storageclasses",
    "IngressClasses": "/apis/networking.k8s.io/v1/ingressclasses",
    "PriorityClasses": "/apis/scheduling.k8s.io/v1/priorityclasses",
    "RuntimeClasses": "/apis/node.k8s.io/v1/runtimeclasses",
    "PersistentVolumes": "/api/v1/persistentvolumes",
    "Tenants": "/apis/capsule.clastix.io/v1beta2/tenants",
  ]

  init(_ cluster: Cluster, seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    self.cluster = cluster
    admin = try cluster.asker(.admin, .direct)
    var things: [String: [RandomThing]] = [:]
    for kind in ["Namespaces"] + RandomTenant.kinds {
      things[kind] = RandomThing.some(24, using: &random)
    }
    let found = things
    tenants = (0..<6).map { .random($0, things: found, using: &random) }
    let people: [(String, [RandomTenant.Owner])] = [
      ("alpha", []), ("beta", [.crew]), ("gamma", [.crew, .staff]), ("nobody", [.staff]),
      ("none", []),
    ]
    callers = try people.map { name, groups in
      let user = RandomTenant.Owner.allCases.first { "\($0)" == name }
      let pair = try cluster.apiServer.authority.client(
        "random-\(name)", groups: groups.map { "random-\($0)" })
      guard case .certificate(let chain, let key) = pair.proof else { throw Timeout("no proof") }
      let tls = try TLSContext.client(
        certificateAuthorities: cluster.proxyAuthority.certificatePEM, certificateChain: chain,
        privateKey: key)
      return Caller(
        description: name, owners: Set(groups + (user.map { [$0] } ?? [])),
        proxy: try HTTPAsker(url: cluster.proxy.url, tls: tls, loops: cluster.loops))
    }
    var namespaces: [String: String] = [:]
    for thing in found["Namespaces"] ?? [] where Int.random(in: 0..<4, using: &random) > 0 {
      namespaces[thing.name] = tenants.randomElement(using: &random)?.name
    }
    self.namespaces = namespaces
    try await fill(found, using: &random)
    try await untilKnown()
  }

  private func fill(
    _ things: [String: [RandomThing]], using random: inout SeededGenerator
  ) async throws {
    var uids: [String: JSONValue] = [:]
    for tenant in tenants {
      let made = try await make(tenant.object, at: Self.paths["Tenants"] ?? "")
      uids[tenant.name] = made["metadata", "uid"]
    }
    for resource in GuaranteedResource.all {
      guard let kind = Self.paths.first(where: { $0.value == resource.path })?.key else { continue }
      for thing in things[kind] ?? [] {
        var labels = thing.labels.mapValues { JSONValue.string($0) }
        var tenant: String?
        if kind == "Namespaces" { tenant = namespaces[thing.name] }
        if kind == "PersistentVolumes" { tenant = tenants.randomElement(using: &random)?.name }
        if let tenant { labels["capsule.clastix.io/tenant"] = .string(tenant) }
        var object = resource.object(thing.name, labels: labels)
        if kind == "Namespaces", let tenant, let uid = uids[tenant] {
          object["metadata"]?["ownerReferences"] = [
            [
              "apiVersion": "capsule.clastix.io/v1beta2", "kind": "Tenant",
              "name": .string(tenant), "uid": uid,
            ]
          ]
        }
        _ = try await make(object, at: resource.path)
      }
    }
  }

  private func make(_ object: JSONValue, at path: String) async throws -> JSONValue {
    let answer = try await admin.ask(
      "POST", path, [("Content-Type", "application/json")], body: object.encoded())
    guard answer.status == 201 else { throw Timeout("making an object of \(path)", answer.text) }
    return try JSONValue(parsing: answer.body)
  }

  /// Waits until the proxy shows everybody what is theirs.
  private func untilKnown() async throws {
    for caller in callers {
      for (kind, path) in Self.paths {
        guard tenantsGiving(kind, to: caller).count > 0 else { continue }
        try await eventually("\(caller)'s \(kind)") {
          let all = try await objects(path)
          let answer = try await caller.proxy.ask("GET", path)
          guard answer.status == 200 else { return false }
          return try ItemSlices(json: answer.body).items.map(\.name)
            == all.filter { selects($0, of: kind, for: caller) }.map(\.name)
        }
      }
    }
  }

  /// The objects of a collection as an administrator sees them.
  func objects(_ target: String) async throws -> [RandomThing] {
    let answer = try await admin.ask("GET", target)
    return (try JSONValue(parsing: answer.body)["items"]?.array ?? []).map { item in
      var labels: [String: String] = [:]
      for (key, value) in item["metadata", "labels"]?.object ?? JSONObject() {
        labels[key] = value.string
      }
      return RandomThing(name: item["metadata", "name"]?.string ?? "", labels: labels)
    }
  }

  /// The tenants by which a caller is shown a kind.
  func tenantsGiving(_ kind: String, to caller: Caller) -> [RandomTenant] {
    tenants.filter { tenant in
      tenant.owners.contains { owner, kinds in
        caller.owners.contains(owner)
          && (kind == "Namespaces" || kind == "Tenants" || kinds.contains(kind))
      }
    }
  }

  /// Whether an object is a caller's.
  func selects(_ thing: RandomThing, of kind: String, for caller: Caller) -> Bool {
    tenantsGiving(kind, to: caller).contains { tenant in
      switch kind {
      case "Namespaces": namespaces[thing.name] == tenant.name
      case "Tenants": thing.name == tenant.name
      default: tenant.selects(thing, of: kind)
      }
    }
  }
}
