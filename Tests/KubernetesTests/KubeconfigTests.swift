import JSON
import Kubernetes
import Testing
import YAML

struct KubeconfigTests {
  private let files = Files(contents: [
    "/home/a/.kube/ca.pem": "CA", "/home/a/.kube/pki/me.pem": "CHAIN", "/abs/me.key": "KEY",
    "/home/a/.kube/token": " from-file\n", "/home/a/.kube/empty": "\n",
  ])

  private func config(
    _ cluster: String = "{server: 'https://c'}", user: String = "{token: t}",
    path: String = "/home/a/.kube/config"
  ) throws -> Kubeconfig {
    let text = """
      apiVersion: v1
      kind: Config
      current-context: main
      contexts: [{name: main, context: {cluster: c, user: u, namespace: web}}]
      clusters: [{name: c, cluster: \(cluster)}]
      users: [{name: u, user: \(user)}]
      """
    return try Kubeconfig(
      document: try #require(try YAML.documents(Array(text.utf8)).first), path: path)
  }

  private func error(_ make: () throws -> Void) -> String {
    do { try make() } catch { return "\(error)" }
    return "no error"
  }

  @Test func `takes certificates, keys and tokens from data and from files`() throws {
    let access = try config(
      "{server: 'https://c:6443/base/', certificate-authority: ca.pem, tls-server-name: k8s}",
      user: "{client-certificate: ./pki/me.pem, client-key: /abs/me.key, tokenFile: token}"
    )
    .access { path throws(FileFailure) in
      try files.read(path == "/home/a/.kube/./pki/me.pem" ? "/home/a/.kube/pki/me.pem" : path)
    }
    #expect(access.server == ServerAddress(host: "c", port: 6443, basePath: "/base"))
    #expect(access.serverName == "k8s")
    #expect(access.certificateAuthority == Array("CA".utf8))
    #expect(access.credential.certificate?.chain == Array("CHAIN".utf8))
    #expect(access.credential.certificate?.key == Array("KEY".utf8))
    #expect(access.credential.token == .file(path: "/home/a/.kube/token"))
    #expect(access.namespace == "web" && !access.insecure)
    #expect(access.origin == "context \"main\" of /home/a/.kube/config")
  }

  @Test func `data comes before a file, and a tokenFile before a token`() throws {
    let access = try config(
      "{server: 'https://c', certificate-authority: /none, certificate-authority-data: Q0E=}",
      user: """
        {client-certificate-data: Q0hBSU4=, client-key-data: S0VZ, client-key: /none,
         token: t, tokenFile: /home/a/.kube/token}
        """
    ).access(readFile: files.read)
    #expect(access.certificateAuthority == Array("CA".utf8))
    #expect(
      access.credential.certificate
        == ClientCertificate(chain: Array("CHAIN".utf8), key: Array("KEY".utf8)))
    #expect(access.credential.token == .file(path: "/home/a/.kube/token"))
  }

  @Test func `relative paths belong to the folder of the file, wherever that is`() throws {
    let files = Files(contents: ["k/ca.pem": "CA", "ca.pem": "here"])
    let cluster = "{server: 'https://c', certificate-authority: ca.pem}"
    let nested = try config(cluster, path: "k/config").access(readFile: files.read)
    #expect(nested.certificateAuthority == Array("CA".utf8))
    let bare = try config(cluster, path: "config").access(readFile: files.read)
    #expect(bare.certificateAuthority == Array("here".utf8))
  }

  @Test func `skips the check of the server only when told`() throws {
    let access = try config("{server: 'https://c', insecure-skip-tls-verify: true}")
      .access(readFile: files.read)
    #expect(access.insecure && access.certificateAuthority == nil && access.serverName == "c")
  }

  @Test(arguments: [
    ("{server: 'http://c'}", "does not begin with https://"),
    ("{}", "has no server"),
    ("{server: 'https://c', proxy-url: 'http://p'}", "proxy-url, which is not supported"),
    (
      "{server: 'https://c', certificate-authority: no.pem}",
      "/home/a/.kube/no.pem, the certificate-authority of cluster \"c\" in /home/a/.kube/config, does not exist"
    ),
    ("{server: 'https://c', certificate-authority-data: '?'}", "is not base64"),
    (
      "{server: 'https://c', certificate-authority-data: Q0E=, insecure-skip-tls-verify: true}",
      "has both"
    ),
    ("{server: 'https://c', insecure-skip-tls-verify: 'true'}", "neither true nor false"),
    ("{server: 1}", "is not a string"),
  ])
  func `refuses a cluster it cannot use, in words`(_ cluster: String, _ words: String) throws {
    let config = try config(cluster)
    #expect(error { _ = try config.access(readFile: files.read) }.contains(words))
  }

  @Test(arguments: [
    ("{exec: {command: aws}}", "The apiVersion of exec of user"),
    ("{auth-provider: {name: gcp}}", "tokenFile"),
    ("{username: a, password: b}", "no longer takes passwords"),
    ("{password: b, token: t}", "no longer takes passwords"),
    ("{token: t, as: root}", "impersonates somebody (as)"),
    ("{token: t, as-groups: [g]}", "impersonates somebody (as-groups)"),
    ("{client-certificate-data: Q0E=}", "no client-key"),
    ("{client-key-data: Q0E=}", "no client-certificate"),
    ("{token: 12}", "put it in quotes"),
    ("{token: 'hidden value'}", "could not stand in a header"),
    ("{tokenFile: empty}", "holds no token"),
    ("{tokenFile: gone}", "does not exist"),
  ])
  func `refuses a user it cannot be, in words without the secret`(
    _ user: String, _ words: String
  ) throws {
    let config = try config(user: user)
    let text = error { _ = try config.access(readFile: files.read) }
    #expect(text.contains(words), "\(text)")
    #expect(!text.contains("hidden"))
  }

  @Test func `an entry it cannot use spoils no other context`() throws {
    let text = """
      current-context: good
      contexts:
      - {name: good, context: {cluster: c, user: plain}}
      - {name: cloud, context: {cluster: c, user: cloud}}
      - {name: lost, context: {cluster: gone}}
      - {name: loose, context: {cluster: c, user: gone}}
      - {name: anonymous, context: {cluster: c}}
      clusters: [{name: c, cluster: {server: 'https://c'}}]
      users: [{name: plain, user: {token: t}}, {name: cloud, user: {exec: {}}}]
      """
    let config = try Kubeconfig(
      document: try #require(try YAML.documents(Array(text.utf8)).first), path: "/k")
    #expect(try config.access(readFile: files.read).credential.token == .inline("t"))
    #expect(
      try config.access(context: "anonymous", readFile: files.read).credential == .none)
    for (name, words) in [
      ("cloud", "has no command"), ("lost", "cluster \"gone\", which is not there"),
      ("loose", "user \"gone\", which is not there"),
      ("typo", "it has anonymous, cloud, good, loose, lost"),
    ] {
      let text = error { _ = try config.access(context: name, readFile: files.read) }
      #expect(text.contains(words), "\(text)")
    }
  }

  @Test(arguments: [
    ("[]", "not a mapping"), ("{kind: Pod}", "its kind is Pod"), ("{users: {}}", "not a list"),
    ("{users: [{user: {}}]}", "has no name"), ("{users: [{name: a, user: 1}]}", "not a mapping"),
    ("{users: [{name: a}, {name: a}]}", "names \"a\" twice"),
    ("{current-context: 1}", "not a string"),
  ])
  func `refuses what is no kubeconfig`(_ text: String, _ words: String) throws {
    let document = try #require(try YAML.documents(Array(text.utf8)).first)
    #expect(error { _ = try Kubeconfig(document: document, path: "/k") }.contains(words))
  }

  @Test func `without a current context it says which there are`() throws {
    let config = try Kubeconfig(document: .null, path: "/k")
    let text = error { _ = try config.access(readFile: files.read) }
    #expect(text.contains("/k has no current-context; it has no contexts"))
    #expect(text.contains("kubectl config use-context"))
  }
}
