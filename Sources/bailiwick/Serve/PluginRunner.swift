import JSON
import Kubernetes
import Logging
import Wire

/// Runs credential plugins, and tells the administrator what they said.
struct PluginRunner: Sendable {
  /// No credential is as long.
  private static let limit = 1 << 20
  /// Longer than any login over a network takes; requests wait for the first.
  private static let time = Interval.seconds(30)

  let logger: Logger

  /// Refuses to start with a plugin that is not there.
  func checkThatThere(_ plugin: CredentialPlugin) throws(AccessError) {
    guard path(of: plugin) == nil else { return }
    throw AccessError(Self.sentence("\(plugin) \(Self.absence)", hint: plugin.hint))
  }

  /// Runs a plugin, and returns what it wrote.
  func run(_ plugin: CredentialPlugin) async throws(PluginFailure) -> [UInt8] {
    do throws(PluginFailure) {
      let output = try await output(of: plugin)
      logger.debug("credential plugin", metadata: ["command": "\(plugin.command)"])
      return output
    } catch {
      logger.error(
        "no credential for the API server",
        metadata: ["reason": "\(Self.sentence("\(plugin) \(error.words)", hint: plugin.hint))"])
      throw error
    }
  }

  private static let absence =
    "is not there, or may not be run. An image that has nothing but the program needs it mounted"

  private func path(of plugin: CredentialPlugin) -> String? {
    ExternalProgram.path(
      of: plugin.command, searching: ProcessEnvironment.variables["PATH"] ?? "")
  }

  private func output(of plugin: CredentialPlugin) async throws(PluginFailure) -> [UInt8] {
    guard let path = path(of: plugin) else { throw PluginFailure(Self.absence) }
    var environment = ProcessEnvironment.variables
    environment.merge(plugin.environment) { $1 }
    environment["KUBERNETES_EXEC_INFO"] = plugin.information.description
    let program = ExternalProgram(
      path: path, arguments: plugin.arguments, environment: environment)
    do throws(ProgramError) {
      let result = try await offload { () throws(ProgramError) in
        try program.run(limit: Self.limit, within: Self.time)
      }
      let words = String(decoding: result.errors, as: UTF8.self)
      for line in words.split(whereSeparator: \.isNewline) {
        logger.warning(
          "credential plugin says",
          metadata: ["command": "\(plugin.command)", "text": "\(line)"])
      }
      guard result.code == 0 else { throw ProgramError.failed(result.code) }
      return result.output
    } catch {
      throw PluginFailure("failed: \(error)")
    }
  }

  private static func sentence(_ words: String, hint: String) -> String {
    hint.isEmpty ? "\(words)." : "\(words). \(hint)"
  }
}
