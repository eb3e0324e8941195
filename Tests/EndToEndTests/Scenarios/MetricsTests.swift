import Foundation
import Harness
import JSON
import Metrics
import Testing
import Wire

extension EndToEnd {
  /// `/metrics` on the administrator's address.
  @Suite struct `What is counted` {
    private static let classes = "/apis/storage.k8s.io/v1/storageclasses"
    private static let labels =
      #"verb="list",resource="storageclasses.storage.k8s.io",verdict="filter""#

    @Test(arguments: Ground.all)
    func `is what was asked, answered and hidden`(ground: Ground) async throws {
      let cluster = try await Cluster.ready(ground)
      let proxy = try await ProxyProcess(cluster.flags, in: cluster.run)
      let admin = try HTTPAsker(url: proxy.adminURL, tls: nil, loops: cluster.loops)
      func scrape() async throws -> Scrape {
        Scrape(text: try await admin.ask("GET", "/metrics").text)
      }
      let tls = try TLSContext.client(
        certificateAuthorities: cluster.proxyAuthority.certificatePEM)
      let alice = try HTTPAsker(
        url: proxy.url, tls: tls, token: User.alice.token, loops: cluster.loops)
      let nobody = try HTTPAsker(url: proxy.url, tls: tls, loops: cluster.loops)

      let all = try await cluster.asker(.admin, .direct).ask("GET", Self.classes)
      let count = try #require(JSONValue(parsing: all.body)["items"]?.array?.count)
      for _ in 1...3 {
        let answer = try await alice.ask("GET", Self.classes)
        #expect(try JSONValue(parsing: answer.body)["items"]?.array?.count == 3)
      }
      #expect(try await alice.ask("GET", "/version").status == 200)
      #expect(try await nobody.ask("GET", Self.classes).status == 401)
      let watch = try await alice.ask("GET", "\(Self.classes)?watch=1&timeoutSeconds=1")
      #expect(watch.status == 200 && watch.text.contains("cephfs"))

      try await eventually("the watch to be counted") {
        try await scrape()[#"bailiwick_streams_ended_total{reason="complete"}"#] == 1
      }
      let now = try await scrape()
      #expect(now["bailiwick_requests_total{\(Self.labels),code=\"200\"}"] == 3)
      #expect(
        now[#"bailiwick_requests_total{verb="get",resource="none",verdict="pass",code="200"}"#] == 1
      )
      let refused = Self.labels.replacing("filter", with: "refuse")
      #expect(now["bailiwick_requests_total{\(refused),code=\"401\"}"] == 1)
      let resource = #"resource="storageclasses.storage.k8s.io""#
      #expect(now["bailiwick_hidden_items_total{\(resource)}"] == Double(3 * (count - 3)))
      #expect(now["bailiwick_watch_events_total{\(resource),outcome=\"passed\"}"] == 3)
      #expect(
        now["bailiwick_watch_events_total{\(resource),outcome=\"hidden\"}"] == Double(count - 3))
      let times = #"{verb="list",verdict="filter"}"#
      for name in ["bailiwick_request_duration_seconds", "bailiwick_request_first_byte_seconds"] {
        #expect(now["\(name)_count\(times)"] == 3)
        #expect((now["\(name)_sum\(times)"] ?? 0) > 0)
        #expect(now["\(name)_bucket\(times.dropLast()),le=\"+Inf\"}"] == 3)
      }
      #expect((now["bailiwick_response_bytes_total{\(Self.labels)}"] ?? 0) > 1000)
      #expect(now[#"bailiwick_token_reviews_total{outcome="yes"}"#] == 1)
      #expect((now[#"bailiwick_token_lookups_total{outcome="kept"}"#] ?? 0) >= 3)
      #expect((now[#"bailiwick_upstream_connections_created_total{pool="own"}"#] ?? 0) >= 1)
      #expect((now[#"bailiwick_view_objects{kind="tenants"}"#] ?? 0) >= 2)
      #expect((now["bailiwick_view_age_seconds"] ?? 999) < 120)
      #expect(now["bailiwick_ready"] == 1 && now["bailiwick_view_fresh"] == 1)
      // No controllers run, so nobody could lead.
      #expect(now["bailiwick_leader"] == nil)
      let end = try #require(now[#"bailiwick_certificate_not_after_seconds{use="serving"}"#])
      #expect(end > Date.now.timeIntervalSince1970)
      #expect((now["bailiwick_connections_accepted_total"] ?? 0) >= 6)
      #expect((now["process_resident_memory_bytes"] ?? 0) > 1_000_000)
      #expect((now["process_open_fds"] ?? 0) > 5 && (now["process_cpu_seconds_total"] ?? 0) > 0)
      let began = try #require(now["process_start_time_seconds"])
      #expect(abs(Date.now.timeIntervalSince1970 - began) < 600)
      // Nobody's name is in a label.
      #expect(!now.text.contains("alice") && !now.text.contains("oil"))
      #expect(await proxy.process.stop() == 0, "\(proxy.process.errors)")
    }

    @Test func `is told as Prometheus reads it, every family of it`() async throws {
      let cluster = try await Cluster.ready()
      let admin = try HTTPAsker(url: cluster.proxy.adminURL, tls: nil, loops: cluster.loops)
      let answer = try await admin.ask("GET", "/metrics")
      #expect(answer["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8")
      for family in MetricFamily.all {
        #expect(answer.text.contains("# TYPE \(family.name) \(family.kind.rawValue)\n"))
      }
      let open = try await admin.ask(
        "GET", "/metrics", [("Accept", "application/openmetrics-text;version=1.0.0")])
      #expect(open["Content-Type"]?.hasPrefix("application/openmetrics-text") == true)
      #expect(open.text.hasSuffix("# EOF\n"))
      #expect(try await admin.ask("GET", "/").text.contains("/metrics"))
    }

    @Test(.enabled(if: Tool.promtool.isThere, "promtool is not here: make deps"))
    func `is without fault for promtool`() async throws {
      let cluster = try await Cluster.ready()
      let admin = try HTTPAsker(url: cluster.proxy.adminURL, tls: nil, loops: cluster.loops)
      let text = try await admin.ask("GET", "/metrics").body
      func check(_ text: [UInt8]) async throws -> Finished {
        try await Tool.promtool(
          ["check", "metrics"], kubeconfig: "/dev/null", home: cluster.run.folder.path,
          input: text, in: cluster.run)
      }
      #expect(try await check(text) == Finished(exitCode: 0, output: "", errors: ""))
      // What is wrong is found.
      #expect(try await check(text + Array("x{a=\"b} 1\n".utf8)).exitCode != 0)
    }
  }
}

/// The samples of one scrape, by their names and labels.
private struct Scrape {
  let text: String
  private let samples: [String: Double]

  init(text: String) {
    self.text = text
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    samples = Dictionary(
      lines.compactMap { line in
        guard let space = line.lastIndex(of: " "), let value = Double(line[space...].dropFirst())
        else { return nil }
        return (String(line[..<space]), value)
      }
    ) { one, _ in one }
  }

  subscript(sample: String) -> Double? { samples[sample] }
}
