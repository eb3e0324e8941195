import JSON

extension Resource {
  /// An annotation that the API server keeps as a field in its own form of the object, so that it
  /// is missing where metadata is shown alone (`pkg/apis/apps/v1/conversion.go`).
  private var hiddenAnnotation: String? {
    guard group == "apps", names.plural == "daemonsets" else { return nil }
    return "deprecated.daemonset.template.generation"
  }

  /// The metadata of an object as it is shown without the object.
  func shownAlone(_ metadata: JSONValue) -> JSONValue {
    guard let hiddenAnnotation, var annotations = metadata["annotations"]?.object else {
      return metadata
    }
    var metadata = metadata
    annotations[hiddenAnnotation] = nil
    metadata["annotations"] = annotations.isEmpty ? JSONValue?.none : .object(annotations)
    return metadata
  }
}
