import JSON
import KubernetesAPI
import Wire

/// Fills the secrets that hold a token of a service account, and deletes those whose account is
/// gone (`pkg/controller/serviceaccount/tokens_controller.go`).
struct TokenSecrets: Controller {
  private static let accounts = GroupResource(group: "", resource: "serviceaccounts")
  private static let secrets = GroupResource(group: "", resource: "secrets")
  private static let prefix = "kubernetes.io/service-account"
  private var queue: Set<ObjectKey> = []
  private var namespaces: Set<String> = []

  mutating func notice(_ change: Change) {
    switch change.resource {
    case Self.accounts: namespaces.insert(change.object.namespace)
    case Self.secrets where change.kind != .deleted && Self.holdsToken(change.object):
      queue.insert(ObjectKey(change.object.namespace, change.object.name))
    default: break
    }
  }

  mutating func act(in scene: Scene) {
    for namespace in namespaces {
      for secret in scene.store.objects(Self.secrets, in: namespace) where Self.holdsToken(secret) {
        queue.insert(ObjectKey(namespace, secret.name))
      }
    }
    for key in queue.sorted() {
      try? scene.store.write { transaction throws(Status) in
        try complete(key, &transaction, scene)
      }
    }
    queue.removeAll()
    namespaces.removeAll()
  }

  private func complete(
    _ key: ObjectKey, _ transaction: inout StoreTransaction, _ scene: Scene
  ) throws(Status) {
    guard let resource = scene.catalog[Self.secrets],
      let secret = transaction.object(Self.secrets, key.namespace, key.name),
      !secret.value.isBeingDeleted
    else { return }
    let annotations = secret.value["metadata", "annotations"]
    let name = annotations?["\(Self.prefix).name"]?.string ?? ""
    let uid = annotations?["\(Self.prefix).uid"]?.string ?? ""
    guard !name.isEmpty else { return }
    guard let account = transaction.object(Self.accounts, key.namespace, name),
      uid.isEmpty || uid == account.uid
    else {
      try transaction.delete(
        resource, secret, DeleteOptions(uid: secret.uid), now: scene.lifecycle.now())
      return
    }
    var new = secret.value
    if uid.isEmpty {
      new["metadata"]?["annotations"] = (annotations ?? [:]).with(
        "\(Self.prefix).uid", .string(account.uid))
    }
    var data = secret.value["data"] ?? [:]
    let certificate = Base64.encode(Array(scene.lifecycle.certificate.utf8))
    if data["ca.crt"]?.string != certificate { data = data.with("ca.crt", .string(certificate)) }
    let namespace = Base64.encode(Array(key.namespace.utf8))
    if data["namespace"] == nil { data = data.with("namespace", .string(namespace)) }
    if data["token"] == nil, let token = scene.lifecycle.token(account.value, secret.value) {
      data = data.with("token", .string(Base64.encode(Array(token.utf8))))
    }
    // In the order of the type: the data, then the type.
    new["type"] = Optional.none
    new["data"] = data
    new["type"] = secret.value["type"]
    guard new != secret.value else { return }
    new.noteManager(
      "kube-controller-manager",
      of: [
        "f:data": [".": [:], "f:ca.crt": [:], "f:namespace": [:], "f:token": [:]],
        "f:metadata": ["f:annotations": ["f:\(Self.prefix).uid": [:]]],
      ], scene.lifecycle.now())
    _ = transaction.put(Self.secrets, new)
  }

  private static func holdsToken(_ secret: StoredObject) -> Bool {
    secret.value["type"] == "kubernetes.io/service-account-token"
  }
}

extension JSONValue {
  /// A map with one more member, in alphabetical order as Go writes maps.
  func with(_ key: String, _ value: JSONValue) -> JSONValue {
    var members = object.map { Array($0) } ?? []
    members.removeAll { $0.key.utf8.elementsEqual(key.utf8) }
    members.append((key, value))
    members.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    var map = JSONObject()
    for (key, value) in members { map[key] = value }
    return .object(map)
  }
}
