import JSON
import KubernetesAPI

/// What a tenant says of the labels of its namespaces, or of their annotations.
package struct MetadataTerms: Sendable {
  /// What every namespace of the tenant gets, and whoever makes one may therefore say as well.
  package private(set) var given: [String: String] = [:]
  private var denied: Set<String> = []
  private var patterns: [Pattern] = []
  private var deniesEverything = false

  /// Reads them of a tenant in whichever of its shapes.
  ///
  /// - Parameters:
  ///   - tenant: the tenant.
  ///   - annotations: the tenant's own annotations, which say it in v1alpha1.
  ///   - word: `labels` or `annotations`.
  init(of tenant: JSONValue, annotations: [String: String], word: String) {
    let capital = word == "labels" ? "Labels" : "Annotations"
    let options = tenant["spec", "namespaceOptions"]
    give(tenant["spec", "namespacesMetadata", "additional\(capital)"])
    give(options?["additionalMetadata", word])
    for entry in options?["additionalMetadataList"]?.array ?? []
    where entry["namespaceSelector"] ?? .null == .null {
      give(entry[word])
    }
    let forbidden = options?["forbidden\(capital)"]
    for name in forbidden?["denied"]?.array ?? [] { deny(name.string) }
    deny(pattern: forbidden?["deniedRegex"] ?? .null)
    let annotation = "capsule.clastix.io/forbidden-namespace-\(word)"
    for name in annotations[annotation]?.split(separator: ",") ?? [] {
      deny(String(name.drop { $0 == " " }.prefix { $0 != " " }))
    }
    deny(pattern: annotations[annotation + "-regexp"].map(JSONValue.string) ?? .null)
  }

  /// Whether the tenant forbids it to whoever makes a namespace.
  package func forbids(_ key: String) -> Bool {
    deniesEverything || denied.contains(key) || patterns.contains { $0.matches(key) }
  }

  private mutating func give(_ value: JSONValue?) {
    for (key, text) in value?.object ?? [:] {
      if let text = text.string { given[key] = text }
    }
  }

  private mutating func deny(_ name: String?) {
    if let name { denied.insert(name) } else { deniesEverything = true }
  }

  /// A pattern that cannot be understood might have meant anything.
  private mutating func deny(pattern value: JSONValue) {
    switch value {
    case .null, .string(""): return
    case .string(let source):
      do throws(PatternError) { patterns.append(try Pattern(source)) } catch {
        deniesEverything = true
      }
    default: deniesEverything = true
    }
  }
}
