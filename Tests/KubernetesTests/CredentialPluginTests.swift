import JSON
import Testing
import YAML

@testable import Kubernetes

struct CredentialPluginTests {
  private func access(
    exec: String, cluster: String = "{server: 'https://c'}", more: String = ""
  ) throws -> ClusterAccess {
    let text = """
      current-context: main
      contexts: [{name: main, context: {cluster: c, user: u}}]
      clusters: [{name: c, cluster: \(cluster)}]
      users: [{name: u, user: {exec: \(exec)\(more)}}]
      """
    let document = try #require(try YAML.documents(Array(text.utf8)).first)
    return try Kubeconfig(document: document, path: "/home/a/.kube/config")
      .access(readFile: Files(contents: [:]).read)
  }

  private func plugin(
    _ exec: String, cluster: String = "{server: 'https://c'}"
  ) throws -> CredentialPlugin {
    guard case .plugin(let plugin)? = try access(exec: exec, cluster: cluster).credential.token
    else { throw AccessError("no plugin") }
    return plugin
  }

  private let v1 = "apiVersion: client.authentication.k8s.io/v1, interactiveMode: IfAvailable"

  @Test func `is read from a kubeconfig with all that it is given`() throws {
    let plugin = try plugin(
      """
      {command: aws, \(v1), args: [eks, get-token, ''], installHint: Install it.,
       env: [{name: AWS_PROFILE, value: prod}]}
      """)
    #expect(
      plugin
        == CredentialPlugin(
          command: "aws", arguments: ["eks", "get-token", ""],
          environment: ["AWS_PROFILE": "prod"], hint: "Install it."))
    #expect(
      plugin.information
        == [
          "kind": "ExecCredential", "apiVersion": "client.authentication.k8s.io/v1",
          "spec": ["interactive": false],
        ])
    #expect(!"\(plugin)".contains("prod") && !"\(plugin)".contains("eks"))
  }

  @Test func `a command with a slash belongs to the folder of the kubeconfig`() throws {
    #expect(try plugin("{command: ./bin/login, \(v1)}").command == "/home/a/.kube/./bin/login")
    #expect(try plugin("{command: /bin/login, \(v1)}").command == "/bin/login")
    #expect(try plugin("{command: login, \(v1)}").command == "login")
  }

  @Test func `is told of the cluster where it wants to be`() throws {
    let cluster = """
      {server: 'https://c:6443/', tls-server-name: k8s, certificate-authority-data: Q0E=,
       extensions: [{name: other, extension: 1},
       {name: client.authentication.k8s.io/exec, extension: {audience: x}}]}
      """
    let told = try plugin("{command: a, \(v1), provideClusterInfo: true}", cluster: cluster)
    #expect(
      told.information["spec", "cluster"]
        == [
          "server": "https://c:6443/", "tls-server-name": "k8s",
          "certificate-authority-data": "Q0E=", "config": ["audience": "x"],
        ])
    let silent = try plugin("{command: a, \(v1), provideClusterInfo: false}", cluster: cluster)
    #expect(silent.information["spec", "cluster"] == nil)
    let insecure = try plugin(
      "{command: a, \(v1), provideClusterInfo: true}",
      cluster: "{server: 'https://c', insecure-skip-tls-verify: true}")
    #expect(insecure.cluster == ["server": "https://c", "insecure-skip-tls-verify": true])
  }

  @Test func `the beta version needs no mode`() throws {
    let plugin = try plugin("{command: a, apiVersion: client.authentication.k8s.io/v1beta1}")
    #expect(plugin.information["apiVersion"] == "client.authentication.k8s.io/v1beta1")
  }

  @Test(arguments: [
    ("{\(Self.v)}", "exec of user \"u\" in /home/a/.kube/config has no command"),
    ("{command: a}", "is none"),
    ("{command: a, apiVersion: client.authentication.k8s.io/v1alpha1}", "v1alpha1"),
    ("{command: a, apiVersion: client.authentication.k8s.io/v1}", "has no interactiveMode"),
    ("{command: a, \(Self.v), interactiveMode: Always}", "a server has no terminal"),
    ("{command: a, \(Self.v), interactiveMode: sometimes}", "is sometimes"),
    ("{command: a, \(Self.v), interactiveMode: Never, args: x}", "args of exec of user \"u\""),
    ("{command: a, \(Self.v), interactiveMode: Never, args: [1]}", "put it in quotes"),
    ("{command: a, \(Self.v), interactiveMode: Never, env: [{name: A}]}", "A part of env"),
    ("{command: [a], \(Self.v)}", "command of exec of user \"u\""),
    ("aws", "is not a mapping"),
  ])
  func `is refused in words when it cannot be run`(_ exec: String, _ words: String) {
    #expect { try access(exec: exec) } throws: { "\($0)".contains(words) }
  }

  private static let v = "apiVersion: client.authentication.k8s.io/v1"

  @Test(arguments: ["token: t", "tokenFile: /t", "client-certificate-data: Q0E="])
  func `is refused beside another credential`(_ other: String) {
    #expect {
      try access(exec: "{command: a, \(v1)}", more: ", \(other)")
    } throws: {
      "\($0)".contains("has both exec and \(other.prefix { $0 != ":" })")
    }
  }
}
