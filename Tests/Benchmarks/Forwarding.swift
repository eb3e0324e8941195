import Harness
import Wire

/// The program and nginx before the same upstream, TLS to TLS, for a caller with a certificate.
struct Forwarding: Sendable {
  static let small = "/api/v1/namespaces/bench/configmaps/small"
  /// What anybody may read.
  static let open = "/bench/small"
  static let large = "/api/v1/namespaces/bench/configmaps/large"

  /// Somebody who forwards, and who asks it.
  struct Contestant: Sendable {
    let endpoint: Endpoint
    let processes: ProcessTree
    var generator: LoadGenerator
  }

  /// What is asked for.
  struct Question: Sendable {
    let name: String
    let path: String
    let connections: Int
  }

  /// What one turn gave.
  struct Turn: Sendable {
    let rate: Double
    let megabytes: Double
    /// Processor time a request, in microseconds.
    let cost: Double
    /// The latency that 99 of 100 requests did not exceed, in milliseconds.
    let latency: Double
  }

  /// What is measured against.
  let reference: Contestant
  let bailiwick: Contestant
  var rounds = 5
  var seconds = 3

  static let questions = [
    Question(name: "forwarding, 1 KiB, 1 connection", path: small, connections: 1),
    Question(name: "forwarding, 1 KiB, 32 connections", path: small, connections: 32),
    Question(name: "forwarding, 1 KiB, 256 connections", path: small, connections: 256),
    Question(name: "forwarding, 1 MiB, 8 connections", path: large, connections: 8),
  ]

  /// What proving oneself costs, by a token that is known or by nothing, against a certificate.
  static let identities = [1, 32].map {
    Question(name: "identity, \($0) connections", path: open, connections: $0)
  }

  /// What a line a request costs, against none.
  static let audit = Question(name: "audit log, 32 connections", path: small, connections: 32)

  /// Turn by turn, because a machine's speed changes with the minute; of each number the pair of
  /// turns counts whose ratio is in the middle.
  ///
  /// - Parameter subject: what is said of ours, behind the question's name.
  func measure(
    _ question: Question, _ subject: String = ""
  ) async throws -> [Measurement] {
    var pairs: [(ours: Turn, theirs: Turn)] = []
    for round in 0..<rounds {
      if round.isMultiple(of: 2) {
        let theirs = try await turn(question, reference)
        pairs.append((try await turn(question, bailiwick), theirs))
      } else {
        pairs.append((try await turn(question, bailiwick), try await turn(question, reference)))
      }
    }
    func compared(_ what: String, _ unit: String, _ value: (Turn) -> Double) -> Measurement {
      let sorted = pairs.map { (ours: value($0.ours), theirs: value($0.theirs)) }
        .sorted { $0.ours * $1.theirs < $1.ours * $0.theirs }
      let middle = sorted[sorted.count / 2]
      return Measurement(
        name: "\(question.name)\(subject): \(what)", value: middle.ours, unit: unit,
        reference: middle.theirs)
    }
    return [
      compared("requests", "1/s", \.rate), compared("body", "MB/s", \.megabytes),
      compared("processor", "µs/request", \.cost), compared("p99", "ms", \.latency),
    ]
  }

  private func turn(_ question: Question, _ contestant: Contestant) async throws -> Turn {
    let processes = contestant.processes
    let (load, processorSeconds) = try await contestant.generator.run(
      contestant.endpoint, path: question.path, connections: question.connections,
      seconds: seconds
    ) { processes.processorSeconds }
    guard load.requests > 0 else { throw BenchmarkError("no request came through") }
    return Turn(
      rate: Double(load.requests) / Double(seconds),
      megabytes: Double(load.bytes) / Double(seconds) / 1e6,
      cost: processorSeconds * 1e6 / Double(load.requests), latency: load.latency(0.99))
  }
}
