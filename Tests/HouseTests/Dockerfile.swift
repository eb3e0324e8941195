/// The instructions of a Dockerfile.
struct Dockerfile {
  /// Each with its words, in order.
  let steps: [(name: String, words: String)]

  static func read() throws -> Dockerfile { Dockerfile(text: try Tree.text("Dockerfile")) }

  init(text: String) {
    steps = text.replacing("\\\n", with: " ").split(separator: "\n")
      .filter { !$0.hasPrefix("#") }
      .map { line in
        let name = line.prefix { $0 != " " }
        return (String(name), String(line.dropFirst(name.count).drop { $0 == " " }))
      }
  }

  /// The words of an instruction, wherever it stands.
  func words(of name: String) -> [String] { steps.filter { $0.name == name }.map(\.words) }

  /// The packages that are installed for the build.
  var packages: Set<Substring> {
    let install = words(of: "RUN").first { $0.contains("apt-get install") } ?? ""
    return Set(
      install.split(separator: "&&").last?.split(separator: " ").dropFirst(2)
        .filter { !$0.hasPrefix("-") } ?? [])
  }

  /// The labels of the image.
  var labels: [String: String] {
    let pairs = words(of: "LABEL").flatMap { $0.matches(of: /(\S+)="([^"]*)"/) }
    return Dictionary(pairs.map { (String($0.1), String($0.2)) }) { $1 }
  }
}
