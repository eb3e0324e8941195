import Foundation
import Harness
import Wire

/// What the scenarios stand on.
enum Ground: String, Sendable, Hashable, CustomStringConvertible {
  case sandbox = "the sandbox"
  case controlPlane = "a control plane"

  /// The folder of a control plane's binaries.
  private static let assets = ProcessInfo.processInfo.environment["KUBEBUILDER_ASSETS"]

  /// The sandbox always, and a real control plane where there is one.
  static let all: [Ground] = assets == nil ? [.sandbox] : [.sandbox, .controlPlane]

  /// Where the API server evaluates policies: a real control plane, if there is one.
  static let real = all.filter { $0 == .controlPlane }

  var description: String { rawValue }

  /// Starts an API server that knows these lines of a token file.
  func start(
    tokens: [String], kubectl: Kubectl, loops: EventLoops, in run: Run
  ) async throws -> any APIServer {
    guard self == .controlPlane, let assets = Self.assets else {
      return try await SandboxServer(tokens: tokens, loops: loops, in: run)
    }
    return try await ControlPlane(
      assets: assets, tokens: tokens, kubectl: kubectl, loops: loops, in: run)
  }
}
