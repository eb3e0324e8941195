import Harness
import JSON
import Metrics
import Testing

/// What is told of metrics: the page, the alerts and the dashboard.
@Suite(.timeLimit(.minutes(5))) struct `The metrics` {
  private static let alerts = "\(Chart.folder)/files/alerts.yaml"
  private static let page = "Sources/bailiwick/Bailiwick.docc/Metrics.md"

  /// The names that samples have.
  private static let samples: Set<String> = {
    var names: Set<String> = []
    for family in MetricFamily.all {
      guard family.kind == .histogram else {
        names.insert(family.name)
        continue
      }
      for suffix in ["bucket", "sum", "count"] { names.insert("\(family.name)_\(suffix)") }
    }
    return names
  }()

  /// The metrics that an expression reads.
  private static func names(in expression: String) -> [String] {
    expression.matches(of: /\b(?:bailiwick|process)_[a-z_]+/).map { String($0.0) }
  }

  /// The labels by which an expression chooses, or for which it is summed.
  private static func labels(in expression: String) -> Set<String> {
    let chosen = expression.matches(of: /([a-z_]+)(?:=~|!~|!=|=)"/).map { String($0.1) }
    let summed = expression.matches(of: /by \(([a-z_, ]+)\)/).flatMap { match in
      match.1.split(separator: /, ?/).map(String.init)
    }
    return Set(chosen + summed).subtracting(["job", "namespace", "instance", "le"])
  }

  private static func check(_ expression: String) {
    let names = names(in: expression)
    #expect(Set(names).isSubset(of: samples), "\(expression)")
    let known = MetricFamily.all.filter { family in
      names.contains { $0.hasPrefix(family.name) }
    }
    #expect(labels(in: expression).isSubset(of: known.flatMap(\.labels)), "\(expression)")
  }

  @Test func `are those of their page`() throws {
    let rows = try Readme.read(Self.page).table(under: "The metrics").rows
    let expected = MetricFamily.all.map { family in
      [
        "`\(family.name)`", family.kind.rawValue,
        family.labels.map { "`\($0)`" }.joined(separator: ", "), family.help,
      ]
    }
    #expect(rows == expected)
  }

  @Test func `are all that alerts go by, and each alert says what to do`() throws {
    let groups = try #require(Chart.objects(in: Tree.text(Self.alerts)).first?["groups"]?.array)
    let rules = groups.flatMap { $0["rules"]?.array ?? [] }
    #expect(rules.count > 10)
    let page = try Tree.text(Self.page)
    var explained = Set(page.matches(of: /(?m)^### (\w+)$/).map { String($0.1) })
    for rule in rules {
      let name = try #require(rule["alert"]?.string)
      let expression = try #require(rule["expr"]?.string)
      #expect(!Self.names(in: expression).isEmpty || expression == #"up{job="bailiwick"} == 0"#)
      Self.check(expression)
      #expect(["warning", "critical"].contains(rule["labels", "severity"]?.string))
      let told = rule["annotations"]
      #expect(told?["summary"]?.string?.isEmpty == false, "\(name)")
      #expect(told?["description"]?.string?.isEmpty == false, "\(name)")
      #expect(told?["runbook_url"] == .string("RUNBOOKS/Metrics.md#\(name.lowercased())"))
      #expect(explained.remove(name) != nil, "\(name) is not explained")
    }
    #expect(explained == [])
  }

  @Test func `are all that the dashboard shows, and it shows nearly all`() throws {
    let text = try Tree.text("\(Chart.folder)/files/dashboard.json")
    let dashboard = try JSONValue(parsing: Array(text.utf8))
    let panels = try #require(dashboard["panels"]?.array)
    let targets = panels.flatMap { $0["targets"]?.array ?? [] }
    let expressions = targets.compactMap { $0["expr"]?.string }
    #expect(expressions.count >= panels.count)
    for expression in expressions {
      #expect(!Self.names(in: expression).isEmpty, "\(expression)")
      Self.check(expression)
    }
    #expect(Set(panels.compactMap { $0["id"]?.int }).count == panels.count)
    let shown = expressions.flatMap(Self.names).joined(separator: " ")
    let left = MetricFamily.all.map(\.name).filter { !shown.contains($0) }
    #expect(left.count < 8, "\(left)")
  }

  @Test func `are found in an expression`() {
    let expression = #"sum by (a, le) (rate(bailiwick_x_bucket{job="j", b=~"c"}[5m])) > process_y"#
    #expect(Self.names(in: expression) == ["bailiwick_x_bucket", "process_y"])
    #expect(Self.labels(in: expression) == ["a", "b"])
  }

  @Test(.enabled(if: Tool.promtool.isThere, "promtool is not here: make deps"))
  func `set off the alerts that they should`() async throws {
    let run = try Run("bailiwick-house")
    for words in [
      ["check", "rules", Self.alerts], ["test", "rules", "Tests/Fixtures/alerts.test.yaml"],
    ] {
      let finished = try await Tool.promtool(
        words.dropLast() + ["\(Tree.root)/\(words.last ?? "")"], kubeconfig: "/dev/null",
        home: run.folder.path, in: run)
      #expect(finished.exitCode == 0, "\(finished.output)\(finished.errors)")
      #expect(finished.output.contains("SUCCESS"))
    }
    // Every alert is tried, and none of them when all is well.
    let tried = try Tree.text("Tests/Fixtures/alerts.test.yaml")
    for name in try Tree.text(Self.alerts).matches(of: /- alert: (\w+)/).map(\.1) {
      #expect(tried.contains("- alertname: \(name)\n"), "\(name)")
      #expect(tried.contains("{alertname: \(name), "), "\(name)")
    }
  }

  @Test(.enabled(if: Tool.helm.isThere, "Helm is not here: make deps"))
  func `are scraped, alerted on and shown by the chart where that is wanted`() async throws {
    let values = ["--values", "\(Tree.root)/\(Chart.folder)/ci/monitoring-values.yaml"]
    let objects = try Chart.objects(in: try await Chart().text("gate", in: "proxies", values))
    let monitor = try #require(Chart.objects("ServiceMonitor", in: objects).first)
    #expect(monitor["metadata", "labels"]?["release"] == "kube-prometheus-stack")
    let wanted = try #require(monitor["spec", "selector", "matchLabels"]?.object)
    let service = try #require(
      Chart.objects("Service", in: objects).first { $0["spec", "clusterIP"] == "None" })
    for (label, value) in wanted { #expect(service["metadata", "labels"]?[label] == value) }
    #expect(
      monitor["spec", "endpoints"]?.array?.first?["port"]
        == service["spec", "ports"]?.array?.first?["name"])
    let policy = try #require(Chart.objects("NetworkPolicy", in: objects).first)
    let ports = (policy["spec", "ingress"]?.array ?? []).compactMap {
      $0["ports"]?.array?.first?["port"]?.string
    }
    #expect(ports == ["https", "admin"])
    let rule = try #require(Chart.objects("PrometheusRule", in: objects).first)
    let first = rule["spec", "groups"]?.array?.first?["rules"]?.array?.first
    #expect(
      first?["annotations", "runbook_url"]
        == "https://docs.example.com/bailiwick/Metrics.md#bailiwickdown")
    let map = try #require(
      Chart.objects("ConfigMap", in: objects).first {
        $0["metadata", "labels"]?["grafana_dashboard"] == "1"
      })
    let text = try #require(map["data"]?["bailiwick.json"]?.string)
    #expect(try JSONValue(parsing: Array(text.utf8))["title"] == "Bailiwick")
    let none = try Chart.objects(in: try await Chart().text("gate", in: "proxies", []))
    #expect(Chart.objects("ServiceMonitor", "PrometheusRule", in: none).isEmpty)
  }
}
