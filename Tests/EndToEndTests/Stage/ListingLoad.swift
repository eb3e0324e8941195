import Harness
import JSON
import Synchronization
import Wire

/// Somebody who lists namespaces through programs, again and again.
final class ListingLoad: Sendable {
  /// How often each answer came.
  private final class Counts: Sendable {
    let state = Mutex<[String: Int]>([:])
  }

  private let counts = Counts()
  private let asking: Task<Void, Never>

  /// Begins to ask each program, as soon as all of them know what is the caller's.
  init(_ programs: [ProxyProcess], of stage: ControllerStage, token: String) async throws {
    let authority = stage.proxyAuthority.certificatePEM
    let askers = try programs.map { program in
      try HTTPAsker(
        url: program.url, tls: try TLSContext.client(certificateAuthorities: authority),
        token: token, loops: stage.loops)
    }
    for asker in askers {
      try await eventually("a list of namespaces") {
        await Self.answer(of: asker).hasPrefix("200 ")
      }
    }
    let counts = counts
    asking = Task {
      await withDiscardingTaskGroup { group in
        for asker in askers {
          group.addTask {
            while !Task.isCancelled {
              let answer = await Self.answer(of: asker)
              if Task.isCancelled { return }
              counts.state.withLock { $0[answer, default: 0] += 1 }
              do { try await Task.sleep(for: .milliseconds(20)) } catch { return }
            }
          }
        }
      }
    }
  }

  /// How often each answer came so far: the status, and the names that were listed.
  var answers: [String: Int] { counts.state.withLock(\.self) }

  /// Ends it; returns how often each answer came.
  func end() async -> [String: Int] {
    asking.cancel()
    await asking.value
    return answers
  }

  private static func answer(of asker: HTTPAsker) async -> String {
    guard let answer = try? await asker.ask("GET", "/api/v1/namespaces") else { return "none" }
    guard answer.status == 200, let list = try? JSONValue(parsing: answer.body) else {
      return "\(answer.status)"
    }
    let names = (list["items"]?.array ?? []).compactMap { $0["metadata", "name"]?.string }
    return "200 \(names.sorted().joined(separator: " "))"
  }
}
