import KubernetesAPI

/// The part of a resource that one caller is shown.
///
/// It refers to what the view knows, and copies nothing of it.
package struct Selection: Sendable {
  /// The most names that ``exactNames`` has.
  package static let exactNamesLimit = 64

  private enum Content {
    /// Namespaces that one of the holders has.
    case namespaces(holders: [Int], entries: Shards<String, NamespaceEntry>)
    /// Objects that one of the rules selects as a whole.
    case rules([Rule])
  }

  private let content: Content

  /// All names that can be selected, in order, when they are a finite set and few; nil otherwise.
  package let exactNames: [String]?

  /// Whether some rule needs the labels of objects.
  package let readsLabels: Bool

  /// Creates the selection of the namespaces that any of the holdings has.
  init(holdings: [Holding], entries: Shards<String, NamespaceEntry>) {
    content = .namespaces(holders: holdings.map(\.id).sorted(), entries: entries)
    readsLabels = false
    let areFew =
      holdings.allSatisfy { $0.namespaces != nil }
      && holdings.reduce(0) { $0 + ($1.namespaces?.count ?? 0) } <= Self.exactNamesLimit
    exactNames = areFew ? Set(holdings.flatMap { $0.namespaces ?? [] }).sorted() : nil
  }

  /// Creates the selection of what any gift with the operation selects; nil without any.
  init?(gifts: [Holding.Gift], operation: Operations) {
    var tenants: Set<String> = []
    var rules: [Rule] = []
    for gift in gifts where gift.operations.isSuperset(of: operation) {
      if tenants.insert(gift.tenant).inserted { rules += gift.rules }
    }
    guard !tenants.isEmpty else { return nil }
    content = .rules(rules)
    readsLabels = rules.contains { $0.labels != nil && !$0.isEverything }
    let isFinite = rules.allSatisfy { !$0.isEverything && $0.pattern == nil && $0.labels == nil }
    let names = isFinite ? rules.reduce(into: Set<String>()) { $0.formUnion($1.names) } : []
    exactNames = isFinite && names.count <= Self.exactNamesLimit ? names.sorted() : nil
  }

  /// The final say about one object, of which everything is known.
  ///
  /// A namespace is selected by name and uid: one without a uid is not. The labels are asked for
  /// only if ``readsLabels``.
  package func selects(
    name: String, uid: String, labels: @autoclosure () -> [String: String] = [:]
  ) -> Bool {
    switch content {
    case .namespaces(let holders, let entries):
      return entries[name]?.isHeld(byAnyOf: holders, uid: uid) ?? false
    case .rules(let rules):
      switch verdict(of: rules, on: name) {
      case .yes: return true
      case .no: return false
      case .dependsOnLabels:
        let labels = labels()
        return rules.contains { $0.labels?.matches(labels) ?? false }
      }
    }
  }

  /// What the name alone tells.
  ///
  /// A namespace deleted within the last minute is still the caller's, until the name is another
  /// namespace's: the caller is told what the API server says of it.
  package func selects(name: String) -> NameVerdict {
    switch content {
    case .namespaces(let holders, let entries):
      entries[name]?.isHeld(byAnyOf: holders) ?? false ? .yes : .no
    case .rules(let rules): verdict(of: rules, on: name)
    }
  }

  private func verdict(of rules: [Rule], on name: String) -> NameVerdict {
    var verdict = NameVerdict.no
    for rule in rules {
      switch rule.selects(name: name) {
      case .yes: return .yes
      case .dependsOnLabels: verdict = .dependsOnLabels
      case .no: break
      }
    }
    return verdict
  }
}
