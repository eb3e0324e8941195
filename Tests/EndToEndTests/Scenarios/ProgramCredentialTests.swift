import Glibc
import Harness
import JSON
import Testing
import Wire

extension EndToEnd {
  /// How the program proves itself to the API server, and whom it believes to be that.
  @Suite struct `The program's own credentials` {
    @Test func `an API server with another authority and another token for us is followed`()
      async throws
    {
      let it = try await ChangingSandbox(Run("bailiwick-rotation"))
      let sandbox = try await it.start()
      try it.folder.write(it.token(of: ChangingSandbox.program), to: "token")
      let proxy = try await it.proxy(it.kubeconfig(user: ["tokenFile": "token"]))
      #expect(try await it.serves(proxy))

      await sandbox.stop()
      it.changeAuthority()
      try it.changeProgramToken()
      let next = try await it.start()
      #expect(try await !it.passes(proxy))
      try FileContents.write(
        it.folder.file("token"), Array(it.token(of: ChangingSandbox.program).utf8))
      try it.takeOverAuthority()
      try await eventually("an answer of the new API server") { try await it.passes(proxy) }
      #expect(proxy.process.errors.contains("were read again"))
      await proxy.process.stop()
      await next.stop()
    }

    @Test func `a client certificate that is renewed on the disk is shown`() async throws {
      let it = try await ChangingSandbox(Run("bailiwick-renewal"))
      let sandbox = try await it.start()
      // As the kubelet keeps its own: chain and key in one file.
      func renew(until hours: Int64) throws {
        let pair = try it.certificate(validity: Authority.around(hours: -1...hours))
        try FileContents.write(
          it.folder.file("me.pem"),
          FileContents.read(pair.certificate) + FileContents.read(pair.key))
      }
      try renew(until: 1)
      let proxy = try await it.proxy(
        it.kubeconfig(user: ["client-certificate": "me.pem", "client-key": "me.pem"]))
      #expect(try await it.serves(proxy))
      try renew(until: 2)
      try await eventually("that it is read") { proxy.process.errors.contains("were read again") }
      #expect(try await it.serves(proxy))
      await proxy.process.stop()
      await sandbox.stop()
    }

    @Test func `a plugin is run again when its token ends`() async throws {
      let it = try await ChangingSandbox(Run("bailiwick-plugin"))
      let sandbox = try await it.start()
      let token = it.token(of: ChangingSandbox.program)
      let proxy = try await it.proxy(
        it.plugin(
          """
          end=$(/bin/date -u -d '+7 seconds' +%FT%TZ)
          echo "a word to the log" >&2
          answer '{"token": "\(token)", "expirationTimestamp": "'$end'"}'
          """))
      #expect(it.runs.count == 1)
      try await eventually("the third run") {
        let isServed = try await it.serves(proxy)
        #expect(isServed)
        return it.runs.count >= 3
      }
      // What it was told, which is the same each time.
      let information = try JSONValue(parsing: Array(it.runs[0].utf8))
      #expect(information["spec", "interactive"]?.bool == false)
      #expect(
        information["spec", "cluster", "server"]?.string == "https://127.0.0.1:\(it.port)")
      #expect(proxy.process.errors.contains("a word to the log"))
      #expect(!proxy.process.errors.contains(token))
      await proxy.process.stop()
      await sandbox.stop()
    }

    @Test func `a plugin is run again when the API server refuses its token`() async throws {
      let it = try await ChangingSandbox(Run("bailiwick-plugin"))
      let sandbox = try await it.start()
      let proxy = try await it.proxy(
        it.plugin(
          """
          read -r token <"$(/usr/bin/dirname "$0")/token"
          answer '{"token": "'$token'"}'
          """))
      #expect(try await it.serves(proxy))
      #expect(it.runs.count == 1)
      await sandbox.stop()
      try it.changeProgramToken()
      let next = try await it.start()
      try it.folder.write(it.token(of: ChangingSandbox.program) + "\n", to: "token")
      try await eventually("an answer by the new token") { try await it.passes(proxy) }
      #expect(it.runs.count >= 2)
      await proxy.process.stop()
      await next.stop()
    }

    @Test func `a plugin may bring a certificate`() async throws {
      let it = try await ChangingSandbox(Run("bailiwick-plugin"))
      let sandbox = try await it.start()
      let pair = try it.certificate(validity: Authority.around(hours: -1...1))
      let status: JSONValue = [
        "clientCertificateData": .string(
          Folder.text(of: pair.certificate)),
        "clientKeyData": .string(Folder.text(of: pair.key)),
      ]
      let proxy = try await it.proxy(it.plugin("answer '\(status)'"))
      #expect(try await it.serves(proxy))
      #expect(it.runs.count == 1)
      await proxy.process.stop()
      await sandbox.stop()
    }

    @Test func `a plugin that is not there is told with its hint, at once`() async throws {
      let it = try await ChangingSandbox(Run("bailiwick-plugin"))
      let kubeconfig = try it.folder.write(
        """
        {"current-context": "a", "contexts": [{"name": "a", "context": {"cluster": "a", "user": "a"}}],
         "clusters": [{"name": "a", "cluster": {"server": "https://127.0.0.1:1"}}],
         "users": [{"name": "a", "user": {"exec": {"command": "cloud-login", "interactiveMode": "Never",
          "apiVersion": "client.authentication.k8s.io/v1", "installHint": "Get it from the cloud."}}}]}
        """, to: "kubeconfig")
      let answer = try await it.run.run(
        BuiltProgram.bailiwick, ["serve", "--kubeconfig", kubeconfig],
        environment: ["PATH": "/bin"])
      #expect(answer.exitCode == 1)
      #expect(answer.errors.contains("the credential plugin cloud-login is not there"))
      #expect(answer.errors.contains("Get it from the cloud."))
    }
  }
}

extension ChangingSandbox {
  /// A certificate by which the program is its own account.
  fileprivate func certificate(validity: ClosedRange<Int64>) throws -> Authority.Pair {
    try Authority(
      certificateFile: folder.file("ca.crt"), keyFile: folder.file("ca.key"), in: folder
    ).client(
      Self.program, groups: ["system:serviceaccounts", "system:authenticated"], validity: validity)
  }

  /// A kubeconfig whose user is a plugin: a script that answers.
  fileprivate func plugin(_ script: String) throws -> String {
    try folder.write(token(of: Self.program) + "\n", to: "token")
    let path = try folder.write(
      """
      #!/bin/sh
      answer() {
        printf '%s\\n' "$KUBERNETES_EXEC_INFO" >>"\(folder.file("runs"))"
        printf '{"apiVersion": "%s/v1", "kind": "ExecCredential", "status": %s}' "$GROUP" "$1"
      }
      [ "$1" = get-token ] || exit 1
      \(script)
      """, to: "login.sh")
    #expect(unsafe chmod(path, 0o700) == 0)
    return try kubeconfig(user: [
      "exec": [
        "apiVersion": "client.authentication.k8s.io/v1", "command": "./login.sh",
        "args": ["get-token"], "interactiveMode": "IfAvailable", "provideClusterInfo": true,
        "env": [["name": "GROUP", "value": "client.authentication.k8s.io"]],
      ]
    ])
  }

  /// What each run of the plugin was told.
  fileprivate var runs: [String] {
    Folder.text(of: folder.file("runs")).split(separator: "\n").map(String.init)
  }
}
