/// The media types a client accepts, as the API server reads its `Accept` field
/// (github.com/munnerz/goautoneg and handlers/negotiation).
///
/// Of several `Accept` fields the API server reads the first; so must whoever gives one here.
package struct Accept: Sendable, Hashable {
  /// One media range of the list.
  package struct Clause: Sendable, Hashable {
    /// The type, such as `application`.
    package var type: String
    /// The subtype, such as `json`.
    package var subtype: String
    /// The quality as it was spelled; nil when there was none.
    package var quality: String?
    /// The other parameters, in order, those of another form than `name=value` left out.
    package var parameters: [Parameter]

    /// The value of a parameter; the last one counts, as in the API server.
    package subscript(name: String) -> String? {
      parameters.last { $0.name == name }?.value
    }
  }

  /// One `name=value` of a media range.
  package struct Parameter: Sendable, Hashable {
    /// The name, case kept.
    package var name: String
    /// The value, spaces around it removed.
    package var value: String
  }

  /// The media types answered on a filtered route, for the message of a 406.
  package static let filterable = ["application/json", protobuf]

  /// The media type of the API server's binary form.
  package static let protobuf = "application/vnd.kubernetes.protobuf"

  /// The media ranges in the order given.
  package let clauses: [Clause]

  /// Reads the value of the field; nil and nothing mean JSON, as for the API server.
  package init(parsing header: String?) {
    guard let header, !header.isEmpty else {
      clauses = [Clause(type: "application", subtype: "json", parameters: [])]
      return
    }
    clauses = header.utf8.split(separator: UInt8(ascii: ",")).compactMap(Self.clause)
  }

  /// The field's value reduced to what can be filtered; nil when nothing is left.
  ///
  /// Kept, in the client's order and with its qualities: JSON and protobuf, both also as the
  /// PartialObjectMetadata forms of `meta.k8s.io`, and Table as JSON, the only form of it that the
  /// API server has besides YAML. A wildcard becomes JSON, which is the API server's first.
  package func narrowed() -> String? {
    var seen: Set<String> = []
    var kept: [String] = []
    for clause in clauses {
      guard let text = clause.narrowed, seen.insert(text).inserted else { continue }
      kept.append(text)
    }
    return kept.isEmpty ? nil : kept.joined(separator: ",")
  }

  /// Whether an object as it is, in JSON, is among what is accepted.
  package var takesJSON: Bool {
    clauses.contains { clause in
      guard clause["as"] == nil, clause["g"] == nil, clause["v"] == nil else { return false }
      return switch (clause.type, clause.subtype) {
      case ("application", "json"), ("application", "*"), ("*", "*"): true
      default: false
      }
    }
  }

  private static func clause(_ part: Substring.UTF8View) -> Clause? {
    let pieces = part.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    let names = pieces[0].split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let type = trimmed(names[0])
    var clause: Clause
    switch names.count {
    case 2 where !names[1].isEmpty:
      clause = Clause(type: type, subtype: trimmed(names[1]), parameters: [])
    case 1 where type == "*", 2 where type == "*":
      clause = Clause(type: type, subtype: "*", parameters: [])
    default: return nil
    }
    for piece in pieces.dropFirst() {
      let sides = piece.split(separator: UInt8(ascii: "="), omittingEmptySubsequences: false)
      guard sides.count == 2, !sides[1].isEmpty else { continue }
      let name = trimmed(sides[0])
      if name == "q" {
        clause.quality = String(Substring(sides[1]))
      } else {
        clause.parameters.append(Parameter(name: name, value: trimmed(sides[1])))
      }
    }
    return clause
  }

  /// The text without the spaces around it; only spaces are removed, as in the API server.
  private static func trimmed(_ bytes: Substring.UTF8View) -> String {
    var bytes = bytes
    while bytes.first == 0x20 { bytes.removeFirst() }
    while bytes.last == 0x20 { bytes.removeLast() }
    return String(Substring(bytes))
  }
}

extension Accept.Clause {
  /// The range as it is sent upstream on a filtered route; nil when it cannot be filtered.
  fileprivate var narrowed: String? {
    let isProtobuf: Bool
    switch (type, subtype) {
    case ("application", "json"), ("application", "*"), ("*", "*"): isProtobuf = false
    case ("application", "vnd.kubernetes.protobuf"): isProtobuf = true
    default: return nil
    }
    // The API server skips a range that asks for another stream than a watch or for a version.
    guard self["stream"] == nil || self["stream"] == "watch", (self["sv"] ?? "").isEmpty else {
      return nil
    }
    var text = isProtobuf ? Accept.protobuf : "application/json"
    if self["as"] != nil || self["g"] != nil || self["v"] != nil {
      guard let kind = self["as"], let version = self["v"], self["g"] == "meta.k8s.io",
        ["Table", "PartialObjectMetadata", "PartialObjectMetadataList"].contains(kind),
        version == "v1" || version == "v1beta1", !isProtobuf || kind != "Table"
      else { return nil }
      text += ";as=\(kind);v=\(version);g=meta.k8s.io"
    }
    if self["pretty"] == "1" { text += ";pretty=1" }
    if let quality {
      // What Go cannot read as a number counts as nought.
      let isNumber = quality.utf8.allSatisfy { byte in
        byte == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      }
      text += ";q=" + (isNumber && Double(quality) != nil ? quality : "0")
    }
    return text
  }
}
