import Testing

/// A request for a part of a pod that the API server refuses before it asks a kubelet.
struct RefusedStream: Sendable, CustomTestStringConvertible {
  var method = "POST"
  /// What follows `/pods/`; `POD` stands for the pod's name.
  let target: String
  var node: Machines.Node? = .modern
  var containers = ["main"]
  var user = User.alice
  var isUpgrade = true
  let status: Int
  /// A part of the Status's message, in JSON.
  let message: String

  var testDescription: String { "\(method) \(target) by \(user)" }

  var fields: [(String, String)] {
    guard isUpgrade else { return [] }
    return [
      ("Connection", "Upgrade"), ("Upgrade", "SPDY/3.1"),
      ("X-Stream-Protocol-Version", "v4.channel.k8s.io"),
    ]
  }

  static let all: [RefusedStream] = [
    RefusedStream(
      target: "POD/exec?command=true&stdout=1", isUpgrade: false, status: 400,
      message: #""message":"Upgrade request required","reason":"BadRequest""#),
    RefusedStream(
      target: "nobody/exec?command=true&stdout=1", status: 404,
      message: #""message":"pods \"nobody\" not found","reason":"NotFound""#),
    RefusedStream(
      target: "POD/exec?command=true&stdout=1&container=other", status: 400,
      message: #""message":"container other is not valid for pod POD","reason":"BadRequest""#),
    RefusedStream(
      target: "POD/attach?stdout=1", containers: ["one", "two"], status: 400,
      message: "a container name must be specified for pod POD, choose one of: [one two]"),
    RefusedStream(
      target: "POD/exec?command=true&stdout=1", node: nil, status: 400,
      message: #""message":"pod POD does not have a host assigned","reason":"BadRequest""#),
    RefusedStream(
      target: "POD/portforward?ports=none", status: 400,
      message: #"strconv.ParseUint: parsing \"none\": invalid syntax"#),
    RefusedStream(
      target: "POD/portforward?dryRun=All", status: 400, message: "dryRun is not supported"),
    RefusedStream(
      method: "PUT", target: "POD/exec?command=true", user: .admin, status: 405,
      message: "the server does not allow this method on the requested resource"),
    RefusedStream(
      method: "GET", target: "POD/log?container=other", isUpgrade: false, status: 400,
      message: "container other is not valid for pod POD"),
    RefusedStream(
      method: "GET", target: "POD/log?tailLines=-1", isUpgrade: false, status: 422,
      message:
        #"tailLines: Invalid value: -1: must be greater than or equal to 0"#),
    RefusedStream(
      method: "GET", target: "POD/log", node: nil, isUpgrade: false, status: 204, message: ""),
    RefusedStream(
      target: "POD/exec?command=true&stdout=1", user: .bob, status: 403,
      message: #"User \"bob\" cannot create resource \"pods/exec\""#),
    RefusedStream(
      method: "GET", target: "POD/exec?command=true&stdout=1", user: .bob, status: 403,
      message: #"User \"bob\" cannot get resource \"pods/exec\""#),
    // Whoever may only get it may not by a GET either.
    RefusedStream(
      method: "GET", target: "POD/exec?command=true&stdout=1", user: .reader, status: 403,
      message: #""message":"pods \"POD\" is forbidden: ","reason":"Forbidden""#),
  ]
}
