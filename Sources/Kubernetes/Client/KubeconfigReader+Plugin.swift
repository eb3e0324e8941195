private import JSON
private import Wire

/// A credential plugin (client-go's ExecConfig).
extension KubeconfigReader {
  /// The plugin of a user; nil when there is none.
  func plugin(of user: KubeconfigFields) throws(AccessError) -> CredentialPlugin? {
    guard let exec = try user.fields("exec") else { return nil }
    let others = [
      "token", "tokenFile", "client-certificate", "client-certificate-data", "client-key",
      "client-key-data",
    ]
    // Which of them would count differs between client-go's versions and kinds of requests.
    if let other = others.first(where: user.has) {
      throw AccessError(
        "\(user.name) in \(user.path) has both exec and \(other). Remove one of them.")
    }
    guard let command = try exec.text("command") else {
      throw AccessError("\(exec.name) in \(exec.path) has no command.")
    }
    let version = try exec.text("apiVersion") ?? "none"
    guard CredentialPlugin.versions.contains(version) else {
      throw AccessError(
        "The apiVersion of \(exec.name) in \(exec.path) is \(version)."
          + " It must be one of \(CredentialPlugin.versions.joined(separator: ", ")).")
    }
    try checkThatSilent(exec, version)
    return CredentialPlugin(
      // A name alone is looked for in $PATH (clientcmd/loader.go, GetAuthInfoFileReferences).
      command: command.contains("/") ? exec.resolved(command) : command,
      arguments: try exec.list("args").map { (word) throws(AccessError) in
        try text(word, "args", of: exec)
      },
      environment: try environment(exec), version: version,
      hint: try exec.text("installHint") ?? "",
      // Filled in when the cluster is known.
      cluster: try exec.flag("provideClusterInfo") ? .null : nil)
  }

  /// The credential, in which a plugin that wants to know the cluster is told.
  func told(
    _ credential: ClusterAccess.Credential, of cluster: KubeconfigFields, _ authority: [UInt8]?
  ) throws(AccessError) -> ClusterAccess.Credential {
    guard case .plugin(var plugin)? = credential.token, plugin.cluster != nil else {
      return credential
    }
    var facts: JSONValue = ["server": .string(try cluster.text("server") ?? "")]
    facts["tls-server-name"] = try cluster.text("tls-server-name").map { .string($0) }
    if try cluster.flag("insecure-skip-tls-verify") { facts["insecure-skip-tls-verify"] = true }
    facts["certificate-authority-data"] = authority.map { .string(Base64.encode($0)) }
    let config = try cluster.list("extensions").first {
      $0["name"]?.string == "client.authentication.k8s.io/exec"
    }
    facts["config"] = config?["extension"]
    plugin.cluster = facts
    return ClusterAccess.Credential(token: .plugin(plugin))
  }

  /// Refuses a plugin that has to ask a person.
  private func checkThatSilent(
    _ exec: KubeconfigFields, _ version: String
  ) throws(AccessError) {
    switch try exec.text("interactiveMode") {
    case "Never", "IfAvailable": return
    case nil where version != CredentialPlugin.versions[0]: return
    case "Always":
      throw AccessError(
        "\(exec.name) in \(exec.path) asks a person (interactiveMode: Always), and a server has no"
          + " terminal. Use a credential that needs nobody: a tokenFile, a client certificate, or"
          + " the plugin's login for machines.")
    case nil:
      throw AccessError(
        "\(exec.name) in \(exec.path) has no interactiveMode, which \(version) requires."
          + " Add interactiveMode: Never")
    case let mode?:
      throw AccessError(
        "The interactiveMode of \(exec.name) in \(exec.path) is \(mode)."
          + " It must be Never, IfAvailable or Always.")
    }
  }

  private func environment(_ exec: KubeconfigFields) throws(AccessError) -> [String: String] {
    var environment: [String: String] = [:]
    for variable in try exec.list("env") {
      let name = try text(variable["name"], "env", of: exec)
      environment[name] = try text(variable["value"], "env", of: exec)
    }
    return environment
  }

  private func text(
    _ value: JSONValue?, _ key: String, of exec: KubeconfigFields
  ) throws(AccessError) -> String {
    guard let text = value?.string else {
      throw AccessError(
        "A part of \(key) of \(exec.name) in \(exec.path) is not a string; put it in quotes.")
    }
    return text
  }
}
