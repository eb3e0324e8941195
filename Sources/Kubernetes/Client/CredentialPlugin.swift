package import JSON

/// A program that brings a credential when it is run: the `exec` of a kubeconfig's user.
///
/// Sources: k8s.io/client-go/tools/clientcmd/api/v1/types.go, ExecConfig; and
/// k8s.io/client-go/plugin/pkg/client/auth/exec.
package struct CredentialPlugin: Sendable, Equatable, CustomStringConvertible {
  /// The versions in which it is spoken with.
  package static let versions = [
    "client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1",
  ]

  /// A path, or a name that is looked for in `$PATH`.
  package let command: String

  /// What follows the command.
  package let arguments: [String]

  /// What its environment has beside the program's own.
  package let environment: [String: String]

  /// One of ``versions``.
  package let version: String

  /// What to tell who does not have it; empty when nothing is known.
  package let hint: String

  /// The cluster, as the plugin is told of it; nil where it is not.
  package var cluster: JSONValue?

  /// A plugin of its parts.
  package init(
    command: String, arguments: [String] = [], environment: [String: String] = [:],
    version: String = Self.versions[0], hint: String = "", cluster: JSONValue? = nil
  ) {
    self.command = command
    self.arguments = arguments
    self.environment = environment
    self.version = version
    self.hint = hint
    self.cluster = cluster
  }

  /// What it finds in `KUBERNETES_EXEC_INFO`.
  ///
  /// A server has no terminal, so it is never interactive.
  package var information: JSONValue {
    var spec: JSONValue = ["interactive": false]
    spec["cluster"] = cluster
    return ["kind": "ExecCredential", "apiVersion": .string(version), "spec": spec]
  }

  /// The command; never its arguments or environment, which may hold a secret.
  package var description: String { "the credential plugin \(command)" }
}
