import JSON
import Rights

/// What was found, in words or as JSON.
struct CheckReport: Sendable {
  /// The API server's version.
  let server: String
  /// Who was asked about.
  let user: String
  let installation: Installation
  let findings: [Finding]

  private func count(_ kind: Finding.Kind) -> Int { findings.filter { $0.kind == kind }.count }

  /// 0 for nothing wrong, 1 for something missing, 2 for only too much.
  var exitCode: Int32 {
    if count(.missing) > 0 { return 1 }
    return count(.excess) + count(.danger) > 0 ? 2 : 0
  }

  private var verdict: String {
    switch exitCode {
    case 0: "nothing is missing, and nothing is too much"
    case 1: "\(count(.missing)) missing, \(count(.danger)) dangerous, \(count(.excess)) too much"
    default: "nothing is missing; \(count(.danger)) dangerous, \(count(.excess)) too much"
    }
  }

  func words(as output: CheckOutput) -> String {
    switch output {
    case .text: text
    case .json: String(decoding: json.encoded(), as: UTF8.self)
    }
  }

  private var text: String {
    var lines = ["account: \(user)", "API server: \(server)"]
    for kind in [Finding.Kind.missing, .danger, .excess, .note] {
      for finding in findings where finding.kind == kind {
        lines.append("")
        lines.append("\(kind.rawValue): \(finding.fact)")
        if !finding.effect.isEmpty { lines.append("  so: \(finding.effect)") }
        if !finding.advice.isEmpty { lines.append("  do: \(finding.advice)") }
      }
    }
    return (lines + ["", verdict]).joined(separator: "\n")
  }

  private var json: JSONValue {
    [
      "account": .string(user), "server": .string(server), "verdict": .string(verdict),
      "findings": .array(
        findings.map { finding in
          [
            "kind": .string(finding.kind.rawValue), "fact": .string(finding.fact),
            "effect": .string(finding.effect), "advice": .string(finding.advice),
          ]
        }),
    ]
  }
}
