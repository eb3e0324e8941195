import JSON
import KubernetesAPI

/// Which objects of a resource a list or a watch is about.
struct Selection: Sendable {
  /// Nil for all namespaces and for what is not in one.
  var namespace: String?
  var labels = LabelSelector.everything
  var fields: FieldSelector?
  let resource: Resource

  /// Reads the selectors of a query.
  ///
  /// - Throws: 400 for what does not parse, and for a field the resource cannot be selected by.
  init(_ query: Query, namespace: String?, resource: Resource, version: ResourceVersion)
    throws(Status)
  {
    self.namespace = namespace
    self.resource = resource
    if let text = query[first: "labelSelector"] {
      do throws(LabelSelectorError) { labels = try LabelSelector(parsing: text) } catch {
        throw .badRequest(error.description)
      }
    }
    if let text = query[first: "fieldSelector"], !text.isEmpty {
      do throws(FieldSelectorError) { fields = try FieldSelector(parsing: text) } catch {
        throw .badRequest(error.description)
      }
      try checkFields(version)
    }
  }

  private func checkFields(_ version: ResourceVersion) throws(Status) {
    for term in fields?.terms ?? [] {
      switch term.field {
      case "metadata.name": continue
      case "metadata.namespace" where resource.isNamespaced: continue
      default:
        if version.selectableFields.contains(term.field) { continue }
        if resource.strategy.selectableField(term.field, of: .object([:])) != nil { continue }
        throw .badRequest(
          hasOwnFields
            ? "field label not supported: \(term.field)"
            : "\(term.field.goQuoted) is not a known field selector: only \"metadata.name\", "
              + "\"metadata.namespace\"")
      }
    }
  }

  /// Whether the resource says itself which fields there are (`AddFieldLabelConversionFunc`).
  private var hasOwnFields: Bool {
    resource.definition != nil
      || [
        "events", "jobs", "namespaces", "nodes", "pods", "replicasets", "secrets", "services",
        "statefulsets",
      ].contains(resource.names.plural)
  }

  /// Whether an object is meant.
  func contains(_ object: StoredObject) -> Bool {
    if let namespace, namespace != object.namespace { return false }
    guard labels.isEmpty || labels.matches(object.labels) else { return false }
    for term in fields?.terms ?? []
    where (value(of: term.field, object) == term.value) != term.isEqual {
      return false
    }
    return true
  }

  private func value(of field: String, _ object: StoredObject) -> String {
    switch field {
    case "metadata.name": object.name
    case "metadata.namespace": object.namespace
    default: resource.strategy.selectableField(field, of: object.value) ?? ""
    }
  }

  /// Whether everything in the namespace, or everywhere, is meant.
  var isWhole: Bool { labels.isEmpty && (fields?.terms.isEmpty ?? true) }
}
