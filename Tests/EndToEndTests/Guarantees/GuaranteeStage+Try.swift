import Harness
import JSON

extension GuaranteeStage {
  /// Reads as gwen, and tells what it came to.
  func outcome(
    of read: GuaranteedRead, _ resource: GuaranteedResource, _ form: GuaranteedForm
  ) async throws -> Guarantee {
    // A server that is busy has sent no event when the time of a watch is over.
    for seconds in [1, 4, 16] {
      let outcome = try await outcome(of: read, resource, form, seconds: seconds)
      guard read.isWatch, case .broken = outcome, seconds < 16 else { return outcome }
    }
    return .broken("no outcome")
  }

  private func outcome(
    of read: GuaranteedRead, _ resource: GuaranteedResource, _ form: GuaranteedForm, seconds: Int
  ) async throws -> Guarantee {
    let target = read.target(of: resource, in: form, seconds: seconds)
    let fields = read.fields(form)
    let answer = try await cluster.asker(.gwen, .proxy).ask(read.method, target, fields)
    let direct = try await cluster.asker(.gwen, .direct).ask(read.method, target, fields)
    if answer.text.contains(GuaranteedResource.other), answer.body != direct.body {
      return .leaking("shows \(GuaranteedResource.other)")
    }
    if answer.status == 200 || answer.status == 101 {
      guard direct.status != answer.status else { return .broken("the API server shows it too") }
      if read == .watchOther { return .empty }
      return answer.text.contains(GuaranteedResource.own)
        ? .filtered : .broken("does not show \(GuaranteedResource.own): \(answer.text)")
    }
    return refusal(answer, direct)
  }

  /// Tries a change as somebody, and tells what it came to.
  func outcome(
    of write: GuaranteedWrite, _ resource: GuaranteedResource, named name: String, by user: User
  ) async throws -> Guarantee {
    let admin = try cluster.asker(.admin, .direct)
    let current = try JSONValue(
      parsing: try await admin.ask("GET", "\(resource.path)/\(name)").body)
    let target = write.target(of: resource, name: name)
    let body = write.body(of: resource, current: current, name: name)
    let answer = try await cluster.asker(user, .proxy)
      .ask(write.method, target, write.fields, body: body)
    let direct = try await cluster.asker(user, .direct)
      .ask(write.method, target, write.fields, body: body)
    let after = try JSONValue(parsing: try await admin.ask("GET", "\(resource.path)/\(name)").body)
    guard after["metadata", "annotations", "guarantees"] == nil,
      after["metadata", "deletionTimestamp"] == nil
    else { return .broken("a trial changed something") }
    guard answer.status < 300 else { return refusal(answer, direct) }
    return name == GuaranteedResource.own && write.isByName
      ? .widened : .broken("changes \(name)")
  }

  private func refusal(_ answer: HTTPAnswer, _ direct: HTTPAnswer) -> Guarantee {
    if answer.status == direct.status, answer.body == direct.body { return .passed }
    return answer.status >= 400 ? .refused(answer.status) : .broken("answers \(answer.status)")
  }
}
