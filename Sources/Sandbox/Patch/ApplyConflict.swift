import JSON
import KubernetesAPI

/// A field that somebody else owns.
struct ApplyConflict {
  let manager: ManagedFields.Identity
  let path: [PathElement]

  /// 409 in the words of `managedfields/internal/conflict.go`.
  static func status(_ conflicts: [ApplyConflict]) -> Status {
    Status(
      code: 409, reason: "Conflict", message: message(conflicts),
      details: Status.Details(
        causes: conflicts.map {
          Status.Cause(
            reason: "FieldManagerConflict", message: "conflict with \($0.who)",
            field: $0.path.text)
        }))
  }

  private static func message(_ conflicts: [ApplyConflict]) -> String {
    if conflicts.count == 1 {
      let conflict = conflicts[0]
      return "Apply failed with 1 conflict: conflict with \(conflict.who): \(conflict.path.text)"
    }
    var lines: [String] = []
    var last: ManagedFields.Identity?
    for conflict in conflicts {  // Those of one manager follow each other.
      if conflict.manager != last { lines.append("conflicts with \(conflict.who):") }
      lines.append("- \(conflict.path.text)")
      last = conflict.manager
    }
    return "Apply failed with \(conflicts.count) conflicts: " + lines.joined(separator: "\n")
  }

  private var who: String {
    var text = "\(JSONValue.string(manager.manager))"
    if !manager.subresource.isEmpty {
      text += " with subresource \(JSONValue.string(manager.subresource))"
    }
    return manager.operation == .update ? "\(text) using \(manager.apiVersion)" : text
  }
}
