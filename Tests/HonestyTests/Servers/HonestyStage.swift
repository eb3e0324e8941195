import Harness
import Wire

/// The servers that all chapters of a run share, each started when it is first asked for.
enum HonestyStage {
  /// The folder of the control plane's binaries.
  static let assets = ProcessEnvironment.variables["KUBEBUILDER_ASSETS"]
  /// Whether the real server's answers are written down.
  static let isRecording = ProcessEnvironment.variables["HONESTY_RECORD"] != nil

  private actor Shared {
    private var run: Run?
    private var loops: EventLoops?
    private var starting: [String: Task<Subject, any Error>] = [:]

    func subject(assets: String?) async throws -> Subject {
      let run = try self.run ?? Run("bailiwick-honesty")
      let loops = try self.loops ?? EventLoops(count: 1)
      (self.run, self.loops) = (run, loops)
      // A task of its own, because the test that comes first may be cancelled by its time limit.
      let task =
        starting[assets ?? ""]
        ?? Task {
          if let assets { return try await .real(assets, loops: loops, in: run) }
          return try await .sandbox(loops: loops, in: run)
        }
      starting[assets ?? ""] = task
      return try await task.value
    }
  }

  private static let shared = Shared()

  static func sandbox() async throws -> Subject { try await shared.subject(assets: nil) }

  static func real(_ assets: String) async throws -> Subject {
    try await shared.subject(assets: assets)
  }

  /// Does the steps of a chapter on one of the servers.
  static func tell(_ chapter: Chapter, on subject: Subject) async -> [Answer] {
    var teller = Teller(subject, kubectl: chapter.kubectl)
    return await teller.tell(chapter)
  }
}
