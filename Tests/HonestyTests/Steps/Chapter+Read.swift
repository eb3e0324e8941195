import Harness
import Wire

extension Chapter {
  private static let folder = BuiltProgram.packageRoot + "/Tests/HonestyTests/Chapters"

  /// Of requests alone, each the name of a file in Chapters.
  private static let requests = [
    "discovery", "reading", "writing", "patching", "applying", "deleting", "namespaces", "custom",
    "access", "reviews", "watching", "kinds",
  ]

  /// Of commands, told once with each kubectl of `make deps`.
  private static let commands = ["kubectl-reading", "kubectl-writing", "kubectl-access"]

  /// Every chapter.
  ///
  /// `HONESTY_CHAPTERS` names some of them, with commas between, for a short run.
  static let all: [Chapter] = {
    let wanted = ProcessEnvironment.variables["HONESTY_CHAPTERS"]?.split(separator: ",")
    return every.filter { wanted?.contains($0.name[...]) ?? true }
  }()

  private static let every: [Chapter] =
    requests.map { Chapter(name: $0, steps: read($0)) }
    + Kubectl.all.filter { ["kubectl-1.32", "kubectl-1.37"].contains("\($0)") }.flatMap { kubectl in
      commands.map { file in
        let version = "\(kubectl)".replacing("kubectl", with: "")
        return Chapter(name: file + version, steps: read(file), kubectl: kubectl)
      }
    }

  /// The steps in a file; a line that is none becomes a step that nothing answers.
  private static func read(_ file: String) -> [Step] {
    var steps: [Step] = []
    for line in Folder.text(of: "\(folder)/\(file).txt").split(separator: "\n") {
      if line.hasPrefix("#") { continue }
      if line.hasPrefix("  ") {
        guard !steps.isEmpty else { continue }
        if !steps[steps.count - 1].read(line.dropFirst(2)) { steps.append(unread(line)) }
      } else if let macro = macro(line) {
        steps += macro
      } else {
        steps.append(Step(line: String(line)) ?? unread(line))
      }
    }
    var seen: [String: Int] = [:]
    for index in steps.indices {
      let count = seen[steps[index].name, default: 0] + 1
      seen[steps[index].name] = count
      if count > 1 { steps[index].name += " (\(count))" }
    }
    return steps
  }

  private static func unread(_ line: Substring) -> Step {
    Step(
      name: "NOT READ: \(line)", person: .admin, action: .request(method: "NOT READ", target: ""))
  }

  /// `namespace NAME` makes one and waits for what controllers put into it; `end NAME` deletes it
  /// and waits until it is gone.
  private static func macro(_ line: Substring) -> [Step]? {
    let words = line.split(separator: " ").map(String.init)
    guard words.count == 2 else { return nil }
    let path = "/api/v1/namespaces"
    let lines: [(String, String)]
    switch words[0] {
    case "namespace":
      lines = [
        ("POST \(path) of json", #"| {"metadata":{"name":"\#(words[1])"}}"#),
        ("GET \(path)/\(words[1])/serviceaccounts/default", "until 200"),
        ("GET \(path)/\(words[1])/configmaps/kube-root-ca.crt", "until 200"),
      ]
    case "end":
      lines = [
        ("DELETE \(path)/\(words[1])", ""), ("GET \(path)/\(words[1])", #"until "code":404"#),
      ]
    default: return nil
    }
    return lines.compactMap { line, below in
      var step = Step(line: line)
      if !below.isEmpty { _ = step?.read(below[...]) }
      return step
    }
  }
}
