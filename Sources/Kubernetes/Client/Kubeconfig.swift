package import JSON

/// One kubeconfig, or several merged (k8s.io/client-go/tools/clientcmd/api/v1/types.go).
///
/// Entries are kept as they were read and understood only when a context uses them, so one that
/// this program cannot use does not spoil the others.
package struct Kubeconfig: Sendable, Equatable {
  /// A cluster, user or context, and the file it stands in.
  package struct Entry: Sendable, Equatable {
    /// The entry's own object.
    package let value: JSONValue

    /// The path of the file, to which relative paths in the entry belong.
    package let path: String
  }

  /// The context that is used when none is asked for.
  package private(set) var currentContext: String?

  /// Contexts by name.
  package private(set) var contexts: [String: Entry] = [:]

  /// Clusters by name.
  package private(set) var clusters: [String: Entry] = [:]

  /// Users by name.
  package private(set) var users: [String: Entry] = [:]

  /// The files this was read from, in order.
  package private(set) var paths: [String]

  /// Reads one document.
  ///
  /// - Parameters:
  ///   - document: The YAML document as a value; null, as an empty file has, is an empty
  ///     kubeconfig.
  ///   - path: The path of the file.
  package init(document: JSONValue, path: String) throws(AccessError) {
    paths = [path]
    if document == .null { return }
    guard document.object != nil else {
      throw AccessError("\(path) is no kubeconfig: it is not a mapping.")
    }
    if let kind = document["kind"]?.string, !kind.isEmpty, kind != "Config" {
      throw AccessError("\(path) is no kubeconfig: its kind is \(kind), not Config.")
    }
    switch document["current-context"] {
    case .none, .null?: break
    case .string(let name)?: currentContext = name.isEmpty ? nil : name
    default: throw AccessError("current-context in \(path) is not a string; put it in quotes.")
    }
    contexts = try Self.entries(of: document, list: "contexts", member: "context", path: path)
    clusters = try Self.entries(of: document, list: "clusters", member: "cluster", path: path)
    users = try Self.entries(of: document, list: "users", member: "user", path: path)
  }

  /// Takes in what another file adds.
  ///
  /// Of two entries with one name, and of two current contexts, the first read stays
  /// (clientcmd/loader.go, ClientConfigLoadingRules.Load).
  package mutating func merge(_ later: Kubeconfig) {
    currentContext = currentContext ?? later.currentContext
    contexts.merge(later.contexts) { first, _ in first }
    clusters.merge(later.clusters) { first, _ in first }
    users.merge(later.users) { first, _ in first }
    paths += later.paths
  }

  /// The file, or the files, in words.
  package var origin: String { paths.joined(separator: ", ") }

  private static func entries(
    of document: JSONValue, list: String, member: String, path: String
  ) throws(AccessError) -> [String: Entry] {
    switch document[list] {
    case .none, .null?: return [:]
    case .array(let items)?:
      var entries: [String: Entry] = [:]
      for item in items {
        guard let name = item["name"]?.string else {
          throw AccessError("An entry of \(list) in \(path) has no name, or one without quotes.")
        }
        let value = item[member] ?? .null
        guard value == .null || value.object != nil else {
          throw AccessError("The \(member) of \"\(name)\" in \(path) is not a mapping.")
        }
        let entry = Entry(value: value == .null ? .object([:]) : value, path: path)
        if entries.updateValue(entry, forKey: name) != nil {
          throw AccessError("\(list) in \(path) names \"\(name)\" twice; remove one.")
        }
      }
      return entries
    default: throw AccessError("\(list) in \(path) is not a list.")
    }
  }
}
