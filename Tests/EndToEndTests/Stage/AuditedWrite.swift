import Harness
import JSON

/// A request that writes, as a control plane's audit log tells of it.
struct AuditedWrite: Hashable, Sendable, CustomStringConvertible {
  let verb: String
  /// `resource namespace/name`, with the subresource.
  let object: String
  let status: Int

  var description: String { "\(verb) \(object): \(status)" }

  /// Whether it made the object; an Event gets its name from the API server, which does not tell.
  var creates: Bool {
    status == 201 && ["create", "patch", "update"].contains(verb) && !isEvent
  }

  /// Whether an Event was written.
  var isEvent: Bool { object.hasPrefix("events ") }

  private static let program = "system:serviceaccount:bailiwick-system:bailiwick"
  private static let reading: Set<String> = ["get", "list", "watch"]
  /// Questions that are asked by making an object, and the lease, which is renewed all the time.
  private static let besides: Set<String> = [
    "tokenreviews", "subjectaccessreviews", "selfsubjectaccessreviews", "selfsubjectrulesreviews",
    "leases", "secrets",
  ]

  /// What the program wrote in its own name, in order; nil where there is no audit log.
  static func all(of apiServer: any APIServer) -> [AuditedWrite]? {
    guard let path = apiServer.auditLog else { return nil }
    return Folder.text(of: path).split(separator: "\n").compactMap { line in
      guard let event = try? JSONValue(parsing: Array(line.utf8)),
        event["user", "username"]?.string == program, event["impersonatedUser"] == nil,
        event["stage"]?.string == "ResponseComplete", let verb = event["verb"]?.string,
        !reading.contains(verb), let what = event["objectRef"],
        let resource = what["resource"]?.string, !besides.contains(resource)
      else { return nil }
      let sub = what["subresource"]?.string.map { "/\($0)" } ?? ""
      let names = [what["namespace"]?.string, what["name"]?.string].compactMap(\.self)
      return AuditedWrite(
        verb: verb, object: "\(resource)\(sub) \(names.joined(separator: "/"))",
        status: event["responseStatus", "code"]?.int ?? 0)
    }
  }
}
