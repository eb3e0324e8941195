import JSON
import KubernetesAPI
import Wire

extension APIServer {
  /// What a kubelet is asked for a part of a pod (`pkg/registry/core/pod/rest`); nil for other parts.
  ///
  /// - Throws: what kube-apiserver says before it would connect.
  func kubeletReply(_ call: Call, _ target: Target) throws(Status) -> Reply? {
    guard target.groupResource == GroupResource(group: "", resource: "pods"),
      let part = target.subresource.flatMap({ PodPart(rawValue: $0.name) })
    else { return nil }
    guard !target.name.isEmpty else { throw .noSuchResource }
    guard target.subresource?.verbs.contains("\(call.request.verb)") == true else {
      throw .methodNotAllowed
    }
    if part != .log, call.query[first: "dryRun"] != nil {
      throw .badRequest("dryRun is not supported")
    }
    let query = try KubeletQuery(part, call.query, pod: target.name).query.encoded()
    if part != .log { try checkCreate(call, target) }
    let pod = try api.get(target).value
    var path = "/\(part.path)/\(target.namespace)/\(target.name)"
    if part != .portforward {
      path += "/" + (try Self.container(call.query[first: "container"] ?? "", of: pod))
    }
    let node = pod.text("spec", "nodeName")
    guard !node.isEmpty else {
      // Without a node there is no log yet, which is no error.
      guard part != .log else { return .answer(Answer(status: 204, contentType: "", body: [])) }
      throw .badRequest("pod \(target.name) does not have a host assigned")
    }
    return .kubelet(
      KubeletRequest(
        kubelet: try kubelet(of: node), target: query.isEmpty ? path : "\(path)?\(query)",
        use: part == .log ? .log : .tunnel))
  }

  /// A GET that changes the protocol needs the right to `create` as well
  /// (`pkg/registry/core/pod/rest/authorize.go`).
  private func checkCreate(_ call: Call, _ target: Target) throws(Status) {
    var attributes = call.attributes
    attributes.verb = "create"
    let decision = authorizer.decide(call.user, attributes)
    guard decision.isAllowed else {
      throw .forbidden(target.groupResource, name: target.name, because: decision.reason)
    }
  }

  /// The container that is meant (`pkg/registry/core/pod/strategy.go`, `validateContainer`).
  private static func container(_ asked: String, of pod: JSONValue) throws(Status) -> String {
    let containers = pod.items("spec", "containers").map { $0.text("name") }
    let all =
      pod.items("spec", "initContainers").map { $0.text("name") } + containers
      + pod.items("spec", "ephemeralContainers").map { $0.text("name") }
    guard asked.isEmpty else {
      guard all.hasExactly(asked) else {
        throw .badRequest("container \(asked) is not valid for pod \(pod.name)")
      }
      return asked
    }
    guard containers.count != 1 else { return containers[0] }
    var message = "a container name must be specified for pod \(pod.name)"
    if !containers.isEmpty { message += ", choose one of: [\(all.joined(separator: " "))]" }
    throw .badRequest(message)
  }

  /// The kinds of a node's addresses, the preferred first (`cmd/kube-apiserver/app/options`).
  private static let addressTypes = [
    "Hostname", "InternalDNS", "InternalIP", "ExternalDNS", "ExternalIP",
  ]

  /// Where a node says that its kubelet listens.
  private func kubelet(of name: String) throws(Status) -> Endpoint {
    let nodes = GroupResource(group: "", resource: "nodes")
    guard let node = api.store.object(nodes, "", name)?.value else {
      throw .notFound(nodes, name: name)
    }
    let addresses = node.items("status", "addresses")
    let found = Self.addressTypes.lazy.compactMap { type in
      addresses.first { $0.text("type") == type }
    }
    guard let host = found.first?.text("address") else {
      let known = addresses.map { "{\($0.text("type")) \($0.text("address"))}" }
      throw Status(
        code: 500, reason: "",
        message: "no preferred addresses found; known addresses: [\(known.joined(separator: " "))]")
    }
    let port = node[at: ["status", "daemonEndpoints", "kubeletEndpoint", "Port"]]?.int ?? 0
    return Endpoint(host: host, port: port > 0 ? UInt16(clamping: port) : 10250)
  }
}
