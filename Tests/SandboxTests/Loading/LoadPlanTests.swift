import JSON
import KubernetesAPI
import Testing

@testable import Sandbox

@Suite struct LoadPlanTests {
  /// The objects of one file in the order in which they are loaded, as `Kind/name`.
  private func order(_ texts: String...) -> [String] {
    var plan = LoadPlan()
    for (number, text) in texts.enumerated() { plan.add(Array(text.utf8), file: "\(number).yaml") }
    var loaded: [String] = []
    #expect(plan.load { loaded.append("\($0["kind"]?.string ?? "")/\($0.name)") } == [])
    return loaded
  }

  /// What is said of a file whose objects an API server would take.
  private func problems(_ text: String, file: String = "a.yaml") -> [String] {
    var plan = LoadPlan()
    plan.add(Array(text.utf8), file: file)
    return plan.load { _ in }.map(\.description)
  }

  private static func object(_ apiVersion: String, _ kind: String, _ name: String) -> String {
    "{apiVersion: \(apiVersion), kind: \(kind), metadata: {name: \(name)}}\n---\n"
  }

  @Test func `definitions and namespaces come first, the rest as it was written`() {
    let text =
      Self.object("v1", "ConfigMap", "b") + Self.object("v1", "ConfigMap", "a")
      + Self.object("capsule.clastix.io/v1beta2", "Tenant", "oil")
      + Self.object("rbac.authorization.k8s.io/v1", "RoleBinding", "r")
      + Self.object("v1", "Namespace", "n2") + Self.object("v1", "Namespace", "n1")
      + Self.object("apiextensions.k8s.io/v1", "CustomResourceDefinition", "tenants")
    #expect(
      order(text) == [
        "CustomResourceDefinition/tenants", "Namespace/n2", "Namespace/n1", "RoleBinding/r",
        "ConfigMap/b", "ConfigMap/a", "Tenant/oil",
      ])
  }

  @Test func `an owner that is named without its uid comes before what it owns`() {
    let namespace = """
      apiVersion: v1
      kind: Namespace
      metadata:
        name: oil-production
        ownerReferences: [{apiVersion: capsule.clastix.io/v1beta2, kind: Tenant, name: oil}]
      """
    let tenant = Self.object("capsule.clastix.io/v1beta2", "Tenant", "oil")
    let other = Self.object("v1", "Namespace", "a")
    #expect(
      order(namespace, tenant, other) == ["Tenant/oil", "Namespace/oil-production", "Namespace/a"])
    let known = namespace.replacing("name: oil}", with: "name: oil, uid: x}")
    #expect(
      order(known, tenant, other) == ["Namespace/oil-production", "Namespace/a", "Tenant/oil"])
  }

  @Test func `owners in a circle are loaded all the same`() {
    let circle = ["a", "b"].map { name in
      """
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: \(name)
        ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: \(name == "a" ? "b" : "a")}]
      ---

      """
    }
    #expect(order(circle.joined()).sorted() == ["ConfigMap/a", "ConfigMap/b"])
  }

  @Test(arguments: [
    "{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Secret, metadata: {name: s}}]}",
    "{apiVersion: v1, kind: SecretList, items: [{metadata: {name: s}}]}",
    #"{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "s"}, "x": "\ud83d\ude00"}"#,
    "# nothing\n---\n---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: s\n---\n",
  ])
  func `reads lists, JSON and empty documents`(text: String) {
    #expect(order(text) == ["Secret/s"])
  }

  @Test(arguments: [
    ("a: [1", "a.yaml:2: not YAML, "),
    ("x: 1\ny: &a [*a]", "a.yaml:2: not YAML, unknown alias (column 8). An alias (*name)"),
    ("x: *b", "a.yaml:1: not YAML, unknown alias (column 4). An alias (*name)"),
    ("a: 1\na: 2", "a.yaml:2: not YAML, two equal keys (column 1). Of two members"),
    ("---\n- 1", "a.yaml:2: not an object."),
    ("kind: Secret\nmetadata: {name: s}", "a.yaml:1: no apiVersion: add"),
    ("# c\napiVersion: v1\nmetadata: {name: s}", "a.yaml:2: no kind: add"),
    ("apiVersion: v1\nkind: Secret\nmetadata: {name: 1}", "a.yaml:1: no metadata.name: add"),
    ("{}", "a.yaml:1: no apiVersion, kind, metadata.name: add"),
    ("{apiVersion: v1, kind: List, items: [2]}", "a.yaml:1: items[0]: not an object."),
    (
      "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n---\napiVersion: v1\nkind: Secret\n"
        + "metadata: {name: s, namespace: default}",
      "a.yaml:5: Secret \"s\" is already in a.yaml:1. Remove one"
    ),
  ])
  func `what is wrong is told with its place`(text: String, beginning: String) throws {
    let problems = problems(text)
    #expect(problems.count == 1)
    #expect(problems.first?.hasPrefix(beginning) == true, "\(problems)")
  }

  @Test func `with a problem in a file nothing is loaded`() {
    var plan = LoadPlan()
    plan.add(Array(Self.object("v1", "Secret", "s").utf8), file: "good.yaml")
    plan.add(Array("{}\n---\n{}".utf8), file: "bad.yaml")
    var loaded = 0
    #expect(plan.load { _ in loaded += 1 }.count == 2)
    #expect(loaded == 0)
  }

  @Test func `a refused object keeps no other from being tried`() {
    var plan = LoadPlan()
    plan.add(
      Array((Self.object("v1", "Secret", "s") + Self.object("x.io/v1", "Thing", "t")).utf8),
      file: "a.yaml")
    var tried = 0
    let problems = plan.load { value throws(Status) in
      tried += 1
      throw value.name == "s"
        ? .notFound(GroupResource(group: "", resource: "namespaces"), name: "n")
        : Status(code: 404, reason: "NotFound", message: "no such kind")
    }
    #expect(tried == 2)
    #expect(
      problems.map(\.description) == [
        #"a.yaml:1: Secret "s": namespaces "n" not found. Load its namespace too."#,
        """
        a.yaml:3: Thing.x.io "t": no such kind. Are apiVersion (x.io/v1) and kind right? A custom \
        resource needs its CustomResourceDefinition loaded too.
        """,
      ])
  }

  @Test func `of many problems the first are told`() {
    let problems = (1...25).map { LoadProblem(ManifestPlace(file: "f", line: $0), "bad") }
    let lines = LoadProblem.summary(problems).split(separator: "\n")
    #expect(lines.count == 21)
    #expect(lines.first == "f:1: bad" && lines.last == "and 5 more")
  }
}
