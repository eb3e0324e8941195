package import JSON
package import Kubernetes
private import KubernetesAPI

/// The resource quota of a grant, of those that there are.
package struct QuotaPlan: Sendable {
  /// The names that it may have.
  package let names: [String]
  /// The one that there is.
  package let current: APIObject?
  /// Those that nobody wants.
  package let surplus: [APIObject]
  private let owned: OwnedNamespace

  /// A plan.
  ///
  /// - Parameters:
  ///   - owned: What is to be given.
  ///   - made: The quotas that were made for it.
  package init(_ owned: OwnedNamespace, made: [APIObject]) {
    self.owned = owned
    let names = GrantName.candidates(owned.ownerID, owned.namespace)
    func rank(_ one: APIObject) -> Int { names.firstIndex(of: one.key.name) ?? names.count }
    let staying = made.filter { !$0.metadata.isTerminating }
    current =
      owned.quota.isEmpty
      ? nil : staying.min { (rank($0), $0.key) < (rank($1), $1.key) }
    surplus = made.filter { [current] in $0.key != current?.key }
    self.names = names
  }

  /// Whether there should be one.
  package var isWanted: Bool { !owned.quota.isEmpty }

  /// The quota of a name.
  package func object(_ name: String) -> JSONValue {
    APIResource.resourceQuotas.object(
      ObjectKey(namespace: owned.namespace, name: name), labels: labels, annotations: annotations,
      ["spec": ["hard": .object(owned.quota)]])
  }

  /// Whether a quota that is there under one of the names was made for this.
  package func isOurs(_ found: APIObject) -> Bool {
    found.metadata.labels[Dispatch.accountLabel] == owned.key.account
  }

  /// The merge patch that makes the one there is the one that is wanted; nil if it is.
  ///
  /// The API server writes amounts as it likes, so they are compared by what they are worth.
  package func patch(of current: APIObject) -> JSONValue? {
    let known = current.json["spec", "hard"]?.object ?? JSONObject()
    let isSame =
      known.count == owned.quota.count
      && owned.quota.allSatisfy { name, amount in
        guard let known = known[name] else { return false }
        return Self.amount(known) == Self.amount(amount)
      }
    let isMarked = current.satisfies([
      "metadata": ["labels": .texts(labels), "annotations": .texts(annotations)]
    ])
    if isSame, isMarked { return nil }
    return [
      "metadata": ["labels": .texts(labels), "annotations": .texts(annotations)],
      "spec": ["hard": JSONValue.object(known).mergePatch(to: .object(owned.quota))],
    ]
  }

  private var labels: [String: String] {
    Dispatch.labels.merging([Dispatch.accountLabel: owned.key.account]) { $1 }
  }

  private var annotations: [String: String] { [Dispatch.userAnnotation: owned.ownerID] }

  /// What an amount is worth; its text where it is none.
  private static func amount(_ value: JSONValue) -> Amount {
    switch value {
    case .string(let text), .number(let text): Quantity(text).map(Amount.quantity) ?? .text(text)
    default: .text("")
    }
  }

  private enum Amount: Equatable {
    case quantity(Quantity)
    case text(String)
  }
}
