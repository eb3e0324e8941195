import Harness
import JSON
import Synchronization
import Wire

/// Somebody who asks at a steady rate, whatever becomes of the answers: lists, reads, and things made.
final class SteadyLoad: Sendable {
  /// What came of it.
  struct Outcome: Sendable {
    var asked = 0
    /// The names of objects that the answers say were made.
    var made: [String] = []
    /// Why requests failed.
    var failures: [String] = []
  }

  /// Requests that may be under way at once.
  private static let workers = 40
  /// Of so many requests one makes an object.
  private static let writing = 20

  private let outcome = Mutex(Outcome())
  private let client: KeptClient
  private let namespace: String
  private let interval: Duration
  private let asking = Mutex<Task<Void, Never>?>(nil)

  /// Begins to ask so many times a second.
  init(_ client: KeptClient, in namespace: String, rate: Int, on loop: EventLoop) {
    self.client = client
    self.namespace = namespace
    interval = .seconds(1) / rate
    let start = ContinuousClock.now
    let task = Task(executorPreference: loop) {
      await withDiscardingTaskGroup { group in
        for worker in 0..<Self.workers {
          group.addTask(executorPreference: loop) { await self.work(worker, since: start) }
        }
      }
    }
    asking.withLock { $0 = task }
  }

  /// Ends it, behind the answers that are owed.
  func end() async -> Outcome {
    let task = asking.withLock { $0.take() }
    isOver.store(true, ordering: .relaxed)
    await task?.value
    return outcome.withLock(\.self)
  }

  private let isOver = Atomic<Bool>(false)

  /// Asks every so many intervals; one that is late asks at once, so that the rate stays.
  private func work(_ worker: Int, since start: ContinuousClock.Instant) async {
    var number = worker
    while !isOver.load(ordering: .relaxed) {
      let due = start + interval * number
      if due > .now { try? await Task.sleep(until: due) }
      await ask(number)
      number += Self.workers
    }
  }

  private func ask(_ number: Int) async {
    let configMaps = "/api/v1/namespaces/\(namespace)/configmaps"
    let name = "made-\(number)"
    let isWriting = number % Self.writing == 0
    let (method, target): (String, String)
    switch number % 4 {
    case _ where isWriting: (method, target) = ("POST", configMaps)
    case 1: (method, target) = ("GET", "/api/v1/namespaces")
    case 2: (method, target) = ("GET", configMaps + "?limit=5")
    default: (method, target) = ("GET", "/api/v1/namespaces/\(namespace)")
    }
    let object: JSONValue = [
      "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": .string(name)],
    ]
    var failure: String?
    do throws(WireError) {
      let answer = try await client.ask(method, target, body: isWriting ? object.encoded() : [])
      if answer.status != (isWriting ? 201 : 200) {
        failure = "\(answer.status) \(String(decoding: answer.body.prefix(300), as: UTF8.self))"
      }
    } catch {
      failure = error.reason
    }
    outcome.withLock { outcome in
      outcome.asked += 1
      if let failure {
        outcome.failures.append("\(method) \(target): \(failure)")
      } else if isWriting {
        outcome.made.append(name)
      }
    }
  }
}
