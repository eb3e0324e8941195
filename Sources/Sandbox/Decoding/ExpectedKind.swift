import KubernetesAPI

/// The kind of object a request should carry.
struct ExpectedKind: Sendable {
  /// Such as `apps/v1`.
  let apiVersion: String
  let kind: String
  /// Whether another kind is refused already when the body is decoded; custom resources are judged
  /// later.
  var isBuiltin = true

  /// Group, version and kind as Go prints them: `apps/v1, Kind=Deployment`, `/v1, Kind=Pod`.
  var text: String {
    let version = apiVersion.utf8.contains(UInt8(ascii: "/")) ? apiVersion : "/" + apiVersion
    return "\(version), Kind=\(kind)"
  }

  /// 400: the body says nothing that could be a kind (`transformDecodeError`).
  func unrecognized(_ reason: String, _ body: [UInt8]) -> Status {
    .badRequest(
      "the object provided is unrecognized (must be of type \(kind)): \(reason) "
        + "(\(Self.summary(body)))")
  }

  /// 400: the body is of a kind, but cannot be read as what is expected (`transformDecodeError`).
  func unhandled(_ reason: String, kind actual: String, apiVersion: String) -> Status {
    let version = apiVersion.split(separator: "/").last ?? ""
    return .badRequest(
      "\(actual) in version \"\(version)\" cannot be handled as a \(kind): \(reason)")
  }

  /// Why a body of another kind cannot be taken; nil when it is of this one.
  func mismatch(kind actual: String, apiVersion actualVersion: String) -> String? {
    guard isBuiltin, actual != kind || actualVersion != apiVersion else { return nil }
    guard let message = SchemaTable.message(apiVersion: actualVersion, kind: actual) else {
      return "no kind \"\(actual)\" is registered for version \"\(actualVersion)\" in scheme "
        + "\"pkg/api/legacyscheme/scheme.go:30\""
    }
    let group = apiVersion.contains("/") ? apiVersion.prefix { $0 != "." && $0 != "/" } : "core"
    return "converting (\(SchemaTable.goType(message))) to (\(group).\(kind)): unknown conversion"
  }

  /// The beginning of a body (`summarizeData`).
  private static func summary(_ body: [UInt8]) -> String {
    guard let first = body.first else { return "<empty>" }
    let end = body.count > 30 ? " ..." : ""
    if first == UInt8(ascii: "{") { return String(decoding: body.prefix(30), as: UTF8.self) + end }
    let digits = body.prefix(30).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return digits.joined() + end
  }
}
