import JSON
import Wire

/// Secrets (`ValidateSecret`).
struct SecretStrategy: Strategy {
  var judgesMetadataAgain: Bool { true }

  func setDefaults(_ object: inout JSONValue) {
    if object.text("type").isEmpty { object["type"] = "Opaque" }
    // Text is taken in as bytes and never answered (`pkg/apis/core/v1/conversion.go`).
    for (key, value) in object["stringData"]?.object ?? [:] {
      let bytes = Array((value.string ?? "").utf8)
      object[at: ["data", key]] = .string(Base64.encode(bytes))
    }
    object["stringData"] = nil
  }

  func prepareForUpdate(_ object: inout JSONValue, old: JSONValue, subresource: String) {
    // An update that says nothing of the type keeps it.
    if object.text("type").isEmpty { object["type"] = old["type"] }
  }

  func problems(creating object: JSONValue) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    var size = 0
    for (key, value) in object["data"]?.object ?? [:] {
      problems += DataRules.problems(key: key, "data[\(key)]")
      size += DataRules.size(ofBase64: value)
    }
    if size > DataRules.limit { problems.append(.tooLong("data", DataRules.limit)) }
    return problems + missing(in: object)
  }

  func problems(updating object: JSONValue, old: JSONValue, subresource: String) -> [FieldProblem] {
    FieldProblem.changed(object, old, "type")
      + DataRules.problems(immutable: object, old, ["data"]) + problems(creating: object)
  }

  func selectableField(_ name: String, of object: JSONValue) -> String? {
    name == "type" ? object.text("type") : nil
  }

  func warnings(for object: JSONValue) -> [String] {
    guard object.text("type") == "kubernetes.io/tls" else { return [] }
    // What Go's `tls.X509KeyPair` says first; whether key and certificate match is not looked at.
    for (key, what) in [("tls.crt", "certificate"), ("tls.key", "key")] {
      let bytes = Base64.decode(object["data"]?[key]?.string ?? "") ?? []
      guard String(decoding: bytes, as: UTF8.self).contains("-----BEGIN ") else {
        return ["tls: failed to find any PEM data in \(what) input"]
      }
    }
    return []
  }

  /// The keys that a type asks for.
  private func missing(in secret: JSONValue) -> [FieldProblem] {
    func absent(_ key: String) -> Bool { secret["data"]?[key] == nil }
    func required(_ keys: [String]) -> [FieldProblem] {
      keys.filter(absent).map { .required("data[\($0)]") }
    }
    switch secret.text("type") {
    case "kubernetes.io/service-account-token":
      let annotation = "kubernetes.io/service-account.name"
      let name = secret["metadata", "annotations"]?[annotation]?.string ?? ""
      return name.isEmpty ? [.required("metadata.annotations[\(annotation)]")] : []
    case "kubernetes.io/dockercfg": return json(".dockercfg", in: secret)
    case "kubernetes.io/dockerconfigjson": return json(".dockerconfigjson", in: secret)
    case "kubernetes.io/basic-auth":
      let keys = ["username", "password"]
      return keys.allSatisfy(absent) ? required(keys) : []
    case "kubernetes.io/ssh-auth":
      let key = secret["data"]?["ssh-privatekey"]?.string ?? ""
      return key.isEmpty ? [.required("data[ssh-privatekey]")] : []
    case "kubernetes.io/tls": return required(["tls.crt", "tls.key"])
    default: return []
    }
  }

  /// A key whose value must be an object of JSON.
  private func json(_ key: String, in secret: JSONValue) -> [FieldProblem] {
    guard let text = secret["data"]?[key]?.string else { return [.required("data[\(key)]")] }
    guard let bytes = Base64.decode(text), let value = try? JSONValue(parsing: bytes),
      value.object != nil || value.isNull
    else {
      return [
        .invalid(
          "data[\(key)]", "<secret contents redacted>",
          "invalid character 'x' looking for beginning of value")
      ]
    }
    return []
  }
}
