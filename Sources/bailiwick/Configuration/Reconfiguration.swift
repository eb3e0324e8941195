import Logging
import Synchronization
import Wire

/// Follows the configuration file: what can change while the program runs does so when the file changes.
final class Reconfiguration: Sendable {
  /// The flags that count at once.
  static let live: Set<String> = [
    "log-level", "max-connections", "max-connections-per-address", "max-requests",
    "max-requests-per-user", "max-streams", "max-streams-per-user", "max-buffered-bytes",
  ]
  /// How often the file is looked at.
  private static let pause = Duration.seconds(5)

  private let file: ConfigurationFile
  private let contents: Reloaded<ConfigurationFile.Contents>
  private let last: Mutex<Configuration>
  private let logger: Logger
  private let apply: @Sendable (Serve) -> Void

  /// - Parameter apply: has what ``live`` names count, as new flags say it.
  init(
    _ file: ConfigurationFile, logger: Logger, apply: @escaping @Sendable (Serve) -> Void
  ) throws(StartError) {
    self.file = file
    self.logger = logger
    self.apply = apply
    do throws(TLSError) {
      contents = try Reloaded([file.path]) { (bytes) throws(TLSError) in
        do throws(StartError) { return try file.contents(of: bytes[0]) } catch {
          throw TLSError(error.description)
        }
      }
    } catch {
      throw StartError(error.reason)
    }
    last = Mutex(contents.value.configuration)
  }

  /// Follows the file until cancelled.
  func keep() async { await contents.follow(every: Self.pause) { tell($0) } }

  /// Looks at the file at once: the administrator says that it changed.
  func reload() async { tell(await offload { self.contents.look() }) }

  private func tell(_ outcome: Reloaded<ConfigurationFile.Contents>.Outcome) {
    switch outcome {
    case .unchanged: return
    case .failed(let reason):
      logger.error(
        """
        the configuration changed and cannot be used; the one read before counts: mend the file, \
        which is tried again every few seconds
        """, metadata: ["reason": "\(reason)"])
    case .changed(let new):
      let old = last.withLock { last in
        defer { last = new.configuration }
        return last
      }
      let changed = new.configuration.difference(from: old, before: file.commandLine)
      if changed.contains(where: Self.live.contains) { apply(new.flags) }
      let later = changed.filter { !Self.live.contains($0) }
      logger.notice(
        "the configuration was read again",
        metadata: ["changed": "\(changed.joined(separator: ","))"])
      guard !later.isEmpty else { return }
      logger.warning(
        "a part of the configuration takes effect at the next start",
        metadata: ["flags": "\(later.joined(separator: ","))"])
    }
  }
}
