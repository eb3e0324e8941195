import Kubernetes
import Testing

struct AccessDiscoveryTests {
  private static func config(_ name: String, token: String = "t", current: Bool = true) -> String {
    """
    \(current ? "current-context: \(name)" : "")
    contexts: [{name: \(name), context: {cluster: \(name), user: shared}}]
    clusters: [{name: \(name), cluster: {server: 'https://\(name)'}}]
    users: [{name: shared, user: {token: \(token)}}]
    """
  }

  private let home = "/home/a/.kube/config"
  private let pod = [
    "KUBERNETES_SERVICE_HOST": "10.96.0.1", "KUBERNETES_SERVICE_PORT": "443", "HOME": "/home/a",
  ]
  private let account = [
    "/sa/token": "pod-token\n", "/sa/ca.crt": "CA", "/sa/namespace": "bailiwick-system",
  ]

  private func find(
    _ environment: [String: String], _ contents: [String: String], locked: Set<String> = [],
    kubeconfig: String? = nil, context: String? = nil
  ) throws -> ClusterAccess {
    try AccessDiscovery(
      environment: environment, serviceAccountFolder: "/sa",
      readFile: Files(contents: contents, locked: locked).read
    ).find(kubeconfig: kubeconfig, context: context)
  }

  private func words(_ make: () throws -> ClusterAccess) -> String {
    do { return "found \(try make())" } catch { return "\(error)" }
  }

  @Test func `tries the flag, the variable, the pod's account, and the home folder, in this order`()
    throws
  {
    var contents = account.merging([
      "/flag": Self.config("flag"), "/env": Self.config("env"), home: Self.config("home"),
    ]) { $1 }
    var environment = pod.merging(["KUBECONFIG": "/env"]) { $1 }
    #expect(try find(environment, contents, kubeconfig: "/flag").server.host == "flag")
    #expect(try find(environment, contents).server.host == "env")
    environment["KUBECONFIG"] = ""
    #expect(try find(environment, contents).server.host == "10.96.0.1")
    #expect(try find(environment, contents, context: "home").server.host == "home")
    contents["/sa/token"] = nil
    #expect(try find(environment, contents).server.host == "home")
  }

  @Test func `is the pod's service account, whose token is read again`() throws {
    let access = try find(pod, account)
    #expect(access.server == ServerAddress(host: "10.96.0.1", port: 443))
    #expect(access.certificateAuthority == Array("CA".utf8))
    #expect(access.credential.token == .file(path: "/sa/token"))
    #expect(access.credential.certificate == nil && !access.insecure)
    #expect(access.namespace == "bailiwick-system")
  }

  @Test func `merges the files of the variable: of two of a name the first stays`() throws {
    let contents = [
      "/1": Self.config("one", token: "first", current: false),
      "/2": Self.config("two", token: "second"), "/3": Self.config("three", token: "third"),
      "/empty": "",
    ]
    let environment = ["KUBECONFIG": "/gone:/empty:/1::/2:/1:/3"]
    let current = try find(environment, contents)
    #expect(current.server.host == "two")
    #expect(current.credential.token == .inline("first"))
    #expect(try find(environment, contents, context: "three").server.host == "three")
  }

  @Test func `relative paths belong to the file each entry came from`() throws {
    let second = """
      clusters: [{name: c, cluster: {server: 'https://c', certificate-authority: ca.pem}}]
      """
    let first = """
      current-context: m
      contexts: [{name: m, context: {cluster: c}}]
      """
    let access = try find(
      ["KUBECONFIG": "/a/1:/b/2"], ["/a/1": first, "/b/2": second, "/b/ca.pem": "B"])
    #expect(access.certificateAuthority == Array("B".utf8))
  }

  @Test func `says what was tried and what to do`() {
    let nothing = words { try find(["HOME": "/home/a"], [:]) }
    for part in [
      "$KUBECONFIG is not set", "this is no pod", "/home/a/.kube/config does not exist",
      "--kubeconfig",
    ] { #expect(nothing.contains(part), "\(nothing)") }
    #expect(words { try find([:], [:]) }.contains("$HOME is not set"))
    #expect(words { try find(pod, [:]) }.contains("no service account token"))
    #expect(words { try find([:], [:], kubeconfig: "/x") }.contains("/x does not exist"))
    #expect(words { try find(["KUBECONFIG": "/x:/y"], [:]) }.contains("$KUBECONFIG names /x:/y"))
    #expect(
      words { try find([:], ["/x": "a: ["], kubeconfig: "/x") }.contains(
        "/x is no kubeconfig: YAML"))
    #expect(
      words { try find([:], ["/x": "a: 1\n---\nb: 1"], kubeconfig: "/x") }
        .contains("holds 2 documents"))
    #expect(
      words { try find([:], ["/x": ""], locked: ["/x"], kubeconfig: "/x") }
        .contains("cannot be read (permission denied)"))
  }

  @Test func `a pod whose authority or token is broken is an error, not another cluster`() {
    var contents = account.merging([home: Self.config("home")]) { $1 }
    contents["/sa/ca.crt"] = nil
    #expect(words { try find(pod, contents) }.contains("/sa/ca.crt does not exist"))
    contents["/sa/token"] = "\n"
    #expect(words { try find(pod, contents) }.contains("holds no token"))
    var environment = pod
    environment["KUBERNETES_SERVICE_PORT"] = "tcp://10.96.0.1:443"
    #expect(words { try find(environment, account) }.contains("which is no port"))
  }
}
