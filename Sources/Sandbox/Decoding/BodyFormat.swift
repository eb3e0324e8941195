import KubernetesAPI

/// The formats of objects in requests.
enum BodyFormat: String, Sendable, CaseIterable {
  case json = "application/json"
  case yaml = "application/yaml"
  case protobuf = "application/vnd.kubernetes.protobuf"

  /// The format a `Content-Type` names; without one it is JSON.
  ///
  /// - Parameter hasProtobuf: custom resources have none.
  /// - Throws: 415 for anything else (`NegotiateInputSerializer`).
  init(contentType: String?, hasProtobuf: Bool = true) throws(Status) {
    guard let contentType, !contentType.isEmpty else {
      self = .json
      return
    }
    let parts = contentType.split(separator: ";", omittingEmptySubsequences: false)
    func trimmed(_ text: Substring) -> String {
      let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
      let start = text.drop(while: isSpace)
      return String(start.reversed().drop(while: isSpace).reversed())
    }
    let parameters = parts.dropFirst().map(trimmed)
    let isWhole = parameters.enumerated().allSatisfy { place, text in
      text.contains("=") || text.isEmpty && place == parameters.count - 1
    }
    guard isWhole, let format = Self(rawValue: trimmed(parts[0]).lowercased()),
      hasProtobuf || format != .protobuf
    else {
      let formats = Self.allCases.filter { hasProtobuf || $0 != .protobuf }
      throw Status(
        code: 415, reason: "UnsupportedMediaType",
        message: "the body of the request was in an unknown format - accepted media types include: "
          + formats.map(\.rawValue).joined(separator: ", "))
    }
    self = format
  }
}
