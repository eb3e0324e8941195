internal import JSON
internal import KubernetesAPI
internal import Ownership

extension Explanation {
  /// The explanation for people, a few lines.
  ///
  /// Names are somebody else's text: what is no visible ASCII in them is escaped.
  func text() -> [UInt8] {
    var what = "\(query.verb) \(resource)"
    if let name = query.name { what += " \(name)" }
    var lines = [
      "\(user.username): \(what)", "outcome: \(outcome.rawValue): \(sentence)",
    ]
    if let isAllowed {
      lines.append("the cluster's own rules: \(isAllowed ? "allow it" : "do not allow it")")
    }
    if query.resource != nil {
      lines.append(
        grounds.isEmpty ? "no tenant and no role binding of the caller's gives anything of it" : "")
    }
    for ground in grounds {
      var line = ground.verdict == .yes ? "+ " : "- "
      line += "\(ground.text), through \(ground.owner): \(ground.reason)"
      let operations = ground.operations.words
      if operations.count > 1 { line += " (\(operations.joined(separator: ", ")))" }
      lines.append(line)
      guard query.name == nil, !ground.names.isEmpty else { continue }
      let rest = ground.moreNames > 0 ? " and \(ground.moreNames) more" : ""
      lines.append("    " + ground.names.joined(separator: " ") + rest)
    }
    var bytes: [UInt8] = []
    for line in lines where !line.isEmpty {
      AuditText.append(line.utf8.span, limit: .max, isQuoted: false, to: &bytes)
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }
}

extension Ground {
  /// What it comes from.
  fileprivate var text: String {
    switch source {
    case .tenant(let name): "tenant \(name)"
    case .claim(let source): "\(source)"
    case .roleBinding(let namespace, let name, let role):
      "role binding \(namespace)/\(name) to \(role.text)"
    case .roleBindings: "role bindings"
    case .memory: "memory"
    }
  }
}
