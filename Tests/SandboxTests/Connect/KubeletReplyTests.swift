import JSON
import KubernetesAPI
import TestSupport
import Testing
import Wire

@testable import Sandbox

/// What a kubelet is asked; what is refused before is held against a real server end to end.
@Suite struct KubeletReplyTests {
  private static let shared = Result {
    let sandbox = try Sandbox(
      .init(
        tokens: [.init(token: "t", user: "admin", uid: "", groups: ["system:masters"])],
        clientAuthority: TestAuthority().authority.certificatePEM))
    for (name, addresses, port) in [
      ("near", [("ExternalIP", "192.0.2.1"), ("InternalIP", "127.0.0.1")], 20250),
      ("named", [("InternalIP", "127.0.0.1"), ("Hostname", "here.example")], 0), ("lost", [], 1),
    ] {
      try AccessFixture.put(
        [
          "kind": "Node", "apiVersion": "v1", "metadata": ["name": .string(name)],
          "status": [
            "addresses": .array(
              addresses.map { ["type": .string($0.0), "address": .string($0.1)] }),
            "daemonEndpoints": ["kubeletEndpoint": ["Port": .number("\(port)")]],
          ],
        ], in: sandbox.server.api.store)
    }
    for (name, node, containers) in [
      ("one", "near", ["main"]), ("two", "named", ["a", "b"]), ("far", "lost", ["main"]),
      ("gone", "nowhere", ["main"]), ("waiting", "", ["main"]),
    ] {
      try AccessFixture.put(
        [
          "kind": "Pod", "apiVersion": "v1",
          "metadata": ["name": .string(name), "namespace": "x"],
          "spec": [
            "nodeName": .string(node),
            "initContainers": [["name": "first"]],
            "containers": .array(containers.map { ["name": .string($0)] }),
          ],
        ], in: sandbox.server.api.store)
    }
    return sandbox.server
  }

  private let server: APIServer

  init() throws { server = try Self.shared.get() }

  private func reply(_ method: String, _ target: String) throws -> Reply {
    var head = try RequestHead(method: method, target: "/api/v1/namespaces/x/pods/" + target)
    try head.fields.append("Authorization", value: "Bearer t")
    return server.reply(to: head, body: [], certificate: nil)
  }

  struct Asked: Sendable, CustomTestStringConvertible {
    let target: String
    let kubelet: String
    let becomes: String
    var testDescription: String { target }
  }

  @Test(arguments: [
    Asked(
      target: "one/exec?command=sh&command=-c&command=echo+a%3Bb&stdin=true&stdout=1&tty=false",
      kubelet: "127.0.0.1:20250",
      becomes: "/exec/x/one/main?input=1&output=1&command=sh&command=-c&command=echo%20a%3Bb"),
    Asked(
      target: "one/exec?container=first&stderr=&tty=yes", kubelet: "127.0.0.1:20250",
      becomes: "/exec/x/one/first?error=1&tty=1"),
    Asked(
      target: "two/attach?container=b&stdin=0&stdout=true", kubelet: "here.example:10250",
      becomes: "/attach/x/two/b?output=1"),
    Asked(
      target: "two/portforward?ports=80&ports=7,8080", kubelet: "here.example:10250",
      becomes: "/portForward/x/two?port=80%2C7%2C8080"),
    Asked(
      target: "one/portforward", kubelet: "127.0.0.1:20250", becomes: "/portForward/x/one"),
  ])
  func `a kubelet is asked in its own words`(_ asked: Asked) throws {
    for method in ["GET", "POST"] {
      guard case .kubelet(let request) = try reply(method, asked.target) else {
        Issue.record("no kubelet is asked")
        return
      }
      #expect(request.use == .tunnel)
      #expect(request.kubelet.authority == asked.kubelet)
      #expect(request.target == asked.becomes)
    }
  }

  @Test func `a log is asked for by its container`() throws {
    guard
      case .kubelet(let request) = try reply(
        "GET", "one/log?follow=true&tailLines=10&previous=false&limitBytes=7")
    else {
      Issue.record("no kubelet is asked")
      return
    }
    #expect(request.use == .log)
    #expect(request.target == "/containerLogs/x/one/main?follow=true&tailLines=10&limitBytes=7")
  }

  @Test(arguments: [
    ("far/exec?command=true", 500, "no preferred addresses found; known addresses: []"),
    ("gone/exec?command=true", 404, #"nodes \"nowhere\" not found"#),
    ("waiting/portforward", 400, "pod waiting does not have a host assigned"),
    ("two/exec?command=true", 400, "choose one of: [first a b]"),
    ("one/portforward?ports=70000", 400, "value out of range"),
    ("none/attach", 404, #"pods \"none\" not found"#),
  ])
  func `nobody is asked where nobody is`(target: String, status: Int, words: String) throws {
    guard case .answer(let answer) = try reply("POST", target) else {
      Issue.record("a kubelet is asked")
      return
    }
    #expect(answer.status == status)
    #expect(String(decoding: answer.body, as: UTF8.self).contains(words))
  }
}
