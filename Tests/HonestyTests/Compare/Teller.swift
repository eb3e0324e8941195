import Harness
import JSON

/// Does the steps of a chapter on one server and keeps the answers.
struct Teller {
  let subject: Subject
  let kubectl: Kubectl?
  private var values: [String: String] = [:]
  private var normal = Normaliser()

  init(_ subject: Subject, kubectl: Kubectl?) {
    self.subject = subject
    self.kubectl = kubectl
  }

  /// The normalised answers by the names of the steps, in order.
  mutating func tell(_ chapter: Chapter) async -> [Answer] {
    var answers: [Answer] = []
    if let version = chapter.name.split(separator: "-").last {
      values["v"] = String(version.replacing(".", with: ""))
    }
    for step in chapter.steps {
      let text: String
      do {
        text = try await answer(step)
      } catch {
        text = "no answer: \(error)"
      }
      answers.append(Answer(step: step.name, text: text))
    }
    return answers
  }

  private mutating func answer(_ step: Step) async throws -> String {
    var reply = try await act(step)
    if let awaited = step.awaited.map(filled) {
      // Controllers of a real server take their time.
      let end = ContinuousClock.now + subject.patience
      while ContinuousClock.now < end, !Self.text(of: reply).contains(awaited) {
        try await Task.sleep(for: .milliseconds(100))
        reply = try await act(step)
      }
    }
    save(step, from: reply)
    let text = normal(Array(Self.text(of: reply).utf8), step: step.name)
    return step.isUnordered ? Unordered.sorted(text) : text
  }

  private static func text(of reply: Reply) -> String {
    let body =
      reply.isProtobuf
      ? ProtobufText.text(of: reply.body) : String(decoding: reply.body, as: UTF8.self)
    return "\(reply.head)\n\(body)"
  }

  private func act(_ step: Step) async throws -> Reply {
    switch step.action {
    case .request(let method, let target):
      // A body that is text may hold names; protobuf is none.
      let text = String(validating: step.input, as: UTF8.self)
      return try await subject.ask(
        method, filled(target), step.fields, text.map { Array(filled($0).utf8) } ?? step.input,
        as: step.person, token: values["token"])
    case .kubectl(let line):
      guard let kubectl else { throw Timeout("a kubectl") }
      let text = String(decoding: step.input, as: UTF8.self)
      return try await subject.kubectl(
        kubectl, filled(line), input: text.isEmpty ? nil : filled(text), editor: step.editor,
        as: step.person, token: values["token"])
    }
  }

  private func filled(_ text: String) -> String {
    guard text.contains("<<") else { return text }
    return values.reduce(text) { $0.replacing("<<\($1.key)>>", with: $1.value) }
  }

  private mutating func save(_ step: Step, from reply: Reply) {
    guard !step.saved.isEmpty, let value = try? JSONValue(parsing: reply.body) else { return }
    for saved in step.saved {
      var found: JSONValue? = value
      for part in saved.path { found = Int(part).map { found?[$0] } ?? found?[part] }
      guard let text = found?.string, !text.isEmpty else { continue }
      values[saved.name] = text
      if saved.isHidden {
        normal.hidden.append((Array(text.utf8), Array("<<\(saved.name)>>".utf8)))
      }
    }
  }
}
