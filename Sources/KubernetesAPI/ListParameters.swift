/// What the verb of a request without a name is made of (RequestInfo and metav1.ListOptions).
struct ListParameters {
  /// Whether the request is a watch.
  let isWatch: Bool
  /// The one name the field selector asks for; nil when it asks for none or another parameter
  /// does not parse, which makes RequestInfo forget the selector.
  let name: String?

  init(_ query: Query) {
    isWatch = query[first: "watch"].map { !Self.isFalse($0) } ?? false
    name = Self.name(query)
  }

  /// Whether text given for a Boolean parameter means false; everything else, and nothing, is true.
  private static func isFalse(_ text: String) -> Bool {
    let bytes = text.utf8
    if bytes.elementsEqual("0".utf8) { return true }
    guard bytes.count == 5 else { return false }
    return zip(bytes, "false".utf8).allSatisfy { $0 | 0x20 == $1 }
  }

  private static func name(_ query: Query) -> String? {
    guard let text = query[first: "fieldSelector"],
      let selector = try? FieldSelector(parsing: text),
      let name = selector.requiredValue(of: "metadata.name"), isPathSegment(name)
    else { return nil }
    for integer in ["limit", "timeoutSeconds"] {
      if let text = query[first: integer], Int64(text) == nil { return nil }
    }
    if let text = query[first: "labelSelector"], (try? LabelSelector(parsing: text)) == nil {
      return nil
    }
    return name
  }

  /// Whether the name can be a segment of a path (api/validate/content, IsPathSegmentName).
  private static func isPathSegment(_ name: String) -> Bool {
    !name.isEmpty && name != "." && name != ".."
      && !name.utf8.contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "%") }
  }
}
