package import JSON

extension Status {
  /// Reads a Status; nil when the value is none.
  package init?(_ json: JSONValue) {
    guard json["kind"]?.string == "Status", json["apiVersion"]?.string == "v1",
      let members = try? Members(json, path: "")
    else { return nil }
    do throws(FieldError) {
      self.init(
        code: try members.int("code") ?? 0, reason: try members.string("reason"),
        message: try members.string("message"),
        details: try members.members("details").map(Details.init))
      isFailure = try members.string("status") != "Success"
      continueToken = try members.members("metadata")?.string("continue") ?? ""
    } catch {
      return nil
    }
  }

  /// The Status with its members in the API server's order; what is empty is left out.
  package var json: JSONValue {
    var metadata: JSONValue = [:]
    if !continueToken.isEmpty { metadata["continue"] = .string(continueToken) }
    var json: JSONValue = [
      "kind": "Status", "apiVersion": "v1", "metadata": metadata,
      "status": isFailure ? "Failure" : "Success",
    ]
    if !message.isEmpty { json["message"] = .string(message) }
    if !reason.isEmpty { json["reason"] = .string(reason) }
    if let details { json["details"] = details.json }
    json["code"] = .int(code)
    return json
  }

  /// The body of an answer: compact JSON and a line feed, as the API server writes it.
  package func encoded() -> [UInt8] {
    var bytes = json.encoded()
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }
}

extension Status.Details {
  fileprivate init(_ members: Members) throws(FieldError) {
    var causes: [Status.Cause] = []
    for cause in try members.arrayOfMembers("causes") {
      causes.append(
        Status.Cause(
          reason: try cause.string("reason"), message: try cause.string("message"),
          field: try cause.string("field")))
    }
    self.init(
      name: try members.string("name"), group: try members.string("group"),
      kind: try members.string("kind"), uid: try members.string("uid"), causes: causes,
      retryAfterSeconds: try members.int("retryAfterSeconds"))
  }

  fileprivate var json: JSONValue {
    var json: JSONValue = [:]
    for (key, text) in [("name", name), ("group", group), ("kind", kind), ("uid", uid)]
    where !text.isEmpty {
      json[key] = .string(text)
    }
    if !causes.isEmpty { json["causes"] = .array(causes.map(\.json)) }
    if let retryAfterSeconds { json["retryAfterSeconds"] = .int(retryAfterSeconds) }
    return json
  }
}

extension Status.Cause {
  fileprivate var json: JSONValue {
    var json: JSONValue = [:]
    for (key, text) in [("reason", reason), ("message", message), ("field", field)]
    where !text.isEmpty {
      json[key] = .string(text)
    }
    return json
  }
}
