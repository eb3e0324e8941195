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
    /// Objects of these names, whoever made them.
    case names(Set<String>)
    /// Objects that one of the rules selects as a whole.
    case rules([Rule])
    /// Objects with the name of a node that one of the rules selects.
    case nodes(rules: [Rule], nodes: [String: LabelledObject])
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

  /// Creates the selection of objects by their names alone.
  init(names: [String]) {
    let names = Set(names)
    content = .names(names)
    readsLabels = false
    exactNames = names.count <= Self.exactNamesLimit ? names.sorted() : nil
  }

  /// Creates the selection of what is named after a node that any gift selects; nil without any.
  init?(gifts: [Holding.Gift], among nodes: [String: LabelledObject]) {
    guard let rules = Self.rules(of: gifts, for: .list) else { return nil }
    content = .nodes(rules: rules, nodes: nodes)
    readsLabels = false
    exactNames = nil
  }

  /// Creates the selection of what any gift with the operation selects; nil without any.
  init?(gifts: [Holding.Gift], operation: Operations) {
    guard let rules = Self.rules(of: gifts, for: operation) else { return nil }
    content = .rules(rules)
    readsLabels = rules.contains { $0.labels != nil && !$0.isEverything }
    let isFinite = rules.allSatisfy { !$0.isEverything && $0.pattern == nil && $0.labels == nil }
    let names = isFinite ? rules.reduce(into: Set<String>()) { $0.formUnion($1.names) } : []
    exactNames = isFinite && names.count <= Self.exactNamesLimit ? names.sorted() : nil
  }

  /// The rules of the tenants that give the operation, each tenant's once; nil if none does.
  private static func rules(of gifts: [Holding.Gift], for operation: Operations) -> [Rule]? {
    var tenants: Set<String> = []
    var rules: [Rule] = []
    for gift in gifts where gift.operations.isSuperset(of: operation) {
      if tenants.insert(gift.tenant).inserted { rules += gift.rules }
    }
    return tenants.isEmpty ? nil : rules
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
    case .names(let names): return names.contains(name)
    case .nodes: return selects(name: name) == .yes
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
    case .names(let names): names.contains(name) ? .yes : .no
    case .rules(let rules): verdict(of: rules, on: name)
    case .nodes(let rules, let nodes):
      switch verdict(of: rules, on: name) {
      case .dependsOnLabels:
        nodes[name].map { node in rules.contains { $0.labels?.matches(node.labels) ?? false } }
          ?? false ? .yes : .no
      case let verdict: verdict
      }
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
