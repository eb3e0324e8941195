import JSON
import Proxy
import TestSupport
import Testing

@testable import Wire

@Suite("Threat 16: a watch by another way", .timeLimit(.minutes(5)))
struct Threat16Tests {
  private static let ways: [(target: String, fields: [(String, String)])] = [
    ("/api/v1/watch/namespaces", []), ("/api/v1/watch/namespaces?watch=false", []),
    ("/api/v1/namespaces?watch", []), ("/api/v1/namespaces?watch=tru", []),
    ("/api/v1/namespaces?watch=1&watch=false", []),
    ("/api/v1/namespaces?watch=true&limit=x", []),
    ("/api/v1/namespaces?watch=1", [("Accept", "*/*")]),
    ("/api/v1/namespaces?watch=1", [("Accept", "application/json;stream=watch, */*;q=0.1")]),
    ("/api/v1/namespaces?watch=1", [("Accept-Encoding", "gzip")]),
    ("/api/v1/namespaces?watch=1&resourceVersion=300", [("Upgrade", "websocket")]),
    ("/api/v1/namespaces?watch=1", [("Connection", "Upgrade"), ("Upgrade", "SPDY/3.1")]),
    (
      "/api/v1/watch/namespaces",
      [
        ("Connection", "Upgrade"), ("Upgrade", "websocket"),
        ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="), ("Sec-WebSocket-Version", "13"),
      ]
    ),
  ]

  @Test(arguments: 0..<ways.count)
  func `it is filtered like any, and nothing is tunnelled`(_ index: Int) async throws {
    let (target, fields) = Self.ways[index]
    let faucet = Faucet()
    try await Stage.run(WatchScene.scene(faucet)) { stage in
      let watch = try await stage.open(target, as: .alice, fields)
      defer { watch.close() }
      #expect([200, 101].contains(watch.status))
      if watch.status == 101 { watch.client.input.begin(.untilClose, .response) }
      let mine = try WatchScene.event("ADDED", "oil-production")
      faucet.pour(
        try WatchScene.event("ADDED", "kube-system") + mine
          + WatchScene.event("DELETED", "gas-staging"))
      // Bytes of a tunnel would come back; these mean nothing.
      if watch.status == 101 {
        try await stage.write([0x82, 0x81, 0, 0, 0, 0, 0x41], to: watch.client)
      }
      faucet.close()
      let rest = await watch.rest()
      #expect(rest.text.contains(mine))
      for name in Example.foreign { #expect(!rest.text.contains(name)) }
      let asked = try #require(stage.forwarded.first)
      #expect(stage.forwarded.count == 1)
      #expect(asked.isOwn && asked.values("Upgrade").isEmpty && asked.body.isEmpty)
      #expect(asked.target.contains("watch=true"))
    }
  }

  @Test func `a watch in protobuf is filtered frame by frame`() async throws {
    let faucet = Faucet()
    let type = "application/vnd.kubernetes.protobuf;stream=watch"
    try await Stage.run(WatchScene.scene(faucet, ("Content-Type", type))) { stage in
      let watch = try await stage.open(
        WatchScene.target, as: .alice, [("Accept", "application/vnd.kubernetes.protobuf")])
      defer { watch.close() }
      #expect(watch.fields[.contentType] == type)
      let recorded = try Fixture.bytes("watch.namespaces.watchlist.pb")
      for start in stride(from: 0, to: recorded.count, by: 777) {
        faucet.pour(Array(recorded[start..<min(start + 777, recorded.count)]))
      }
      faucet.close()
      let rest = await watch.rest()
      #expect(rest.isWhole)
      #expect(rest.text.contains("oil-production"))
      #expect(rest.text.contains("k8s.io/initial-events-end"))
      for name in Example.foreign { #expect(!rest.text.contains(name)) }
    }
  }

  @Test func `a watch in protobuf ends as expired in protobuf`() async throws {
    let faucet = Faucet()
    let type = "application/vnd.kubernetes.protobuf;stream=watch"
    try await Stage.run(WatchScene.scene(faucet, ("Content-Type", type))) { stage in
      let watch = try await stage.open(
        WatchScene.target, as: .alice, [("Accept", "application/vnd.kubernetes.protobuf")])
      defer { watch.close() }
      stage.view.publish(try WatchScene.viewWithoutOil())
      let prefix = try await watch.take(4)
      let length = prefix.reduce(0) { $0 << 8 | Int($1) }
      let event = String(decoding: try await watch.take(length), as: UTF8.self)
      #expect(event.contains("ERROR") && event.contains("Expired"))
      let rest = await watch.rest()
      #expect(rest.text.isEmpty && rest.isWhole)
    }
  }
}
