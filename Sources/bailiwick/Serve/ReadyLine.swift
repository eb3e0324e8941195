import JSON
import Wire

/// The line on standard output that says that requests are served.
struct ReadyLine {
  private let facts: [(name: String, value: String)]

  init(_ facts: [(name: String, value: String)]) { self.facts = facts }

  func write(as format: LogFormat) {
    switch format {
    case .text:
      StandardStream.output.write("ready " + facts.map { "\($0)=\($1)" }.joined(separator: " "))
    case .json:
      var line: JSONValue = ["ready": true]
      for (name, value) in facts { line[name] = .string(value) }
      StandardStream.output.write(String(decoding: line.encoded(), as: UTF8.self))
    }
  }
}
