import JSON
import KubernetesAPI
import Ownership

/// How long it takes to know who owns what, in a large cluster.
enum OwnershipScale {
  static let name = "ownership"

  static func measure() throws -> [Measurement] { [try query(), try change(), try rebuild()] }

  /// What a member of 200 groups sees of 10 000 namespaces.
  private static func query() throws -> Measurement {
    var index = cluster(namespaces: 10_000, bindingsEach: 1, groups: 200)
    let view = index.view(now: 0)
    let user = UserInfo(username: "alice", groups: (0..<200).map { "group-\($0)" })
    let rounds = 500
    var selected = 0
    let spent = ContinuousClock().measure {
      for round in 0..<rounds {
        let selection = view.selection(of: .namespaces, for: user)
        let name = SyntheticNamespace.name(round)
        if selection?.selects(name: name, uid: "uid-\(round)") == true { selected += 1 }
      }
    }
    guard selected == rounds else { throw BenchmarkError("\(selected) of \(rounds) were seen") }
    return Measurement(
      name: "\(name) query, 10 000 namespaces, 200 groups",
      value: spent / .microseconds(rounds), unit: "µs", reference: 50)
  }

  /// Whether what a member of 200 groups sees has changed, as each of its watches asks.
  private static func change() throws -> Measurement {
    var index = cluster(namespaces: 10_000, bindingsEach: 1, groups: 200)
    let view = index.view(now: 0)
    let user = UserInfo(username: "alice", groups: (0..<200).map { "group-\($0)" })
    let number = view.fingerprint(of: .namespaces, for: user)
    let rounds = 500
    var same = 0
    let spent = ContinuousClock().measure {
      for _ in 0..<rounds where view.fingerprint(of: .namespaces, for: user) == number { same += 1 }
    }
    guard same == rounds, number != 0 else { throw BenchmarkError("it changed by itself") }
    return Measurement(
      name: "\(name) fingerprint, 10 000 namespaces, 200 groups",
      value: spent / .microseconds(rounds), unit: "µs", reference: 50)
  }

  /// From nothing to a view of 100 000 role bindings.
  private static func rebuild() throws -> Measurement {
    var seconds = Double.infinity
    for _ in 0..<3 {
      let spent = ContinuousClock().measure {
        var index = cluster(namespaces: 10_000, bindingsEach: 10, groups: 1000)
        _ = index.view(now: 0)
      }
      seconds = min(seconds, spent / .seconds(1))
    }
    return Measurement(
      name: "\(name) rebuild, 100 000 role bindings", value: seconds * 1000, unit: "ms",
      reference: 200)
  }

  private static func cluster(namespaces: Int, bindingsEach: Int, groups: Int) -> OwnershipIndex {
    var index = OwnershipIndex()
    index.set(
      role: Role(
        metadata: ObjectMeta(name: "admin"),
        object: [
          "rules": [["apiGroups": [""], "resources": ["namespaces"], "verbs": ["get"]]]
        ]))
    for number in 0..<namespaces {
      let name = SyntheticNamespace.name(number)
      index.set(namespace: ObjectMeta(name: name, uid: "uid-\(number)"), at: 0)
      for binding in 0..<bindingsEach {
        let group = "group-\((number * bindingsEach + binding) % groups)"
        index.set(
          roleBinding: RoleBinding(
            namespace: name, name: "binding-\(binding)", role: .clusterRole("admin"),
            subjects: [.group(group)]))
      }
    }
    return index
  }
}
