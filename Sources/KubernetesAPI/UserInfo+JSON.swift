package import JSON

extension UserInfo {
  /// Reads a user as TokenReview and SelfSubjectReview answer it.
  ///
  /// Throws when a field is of another type than in the API. An empty name is not an error here.
  package init(_ json: JSONValue) throws(FieldError) {
    let members = try Members(json, path: "user")
    self.init(
      username: try members.string("username"), uid: try members.string("uid"),
      groups: try members.strings("groups"))
    var extra: [Extra] = []
    try members.forEach("extra") { (key, value, path) throws(FieldError) in
      guard value != .null else {
        extra.append(Extra(key: key, values: []))
        return
      }
      guard let values = value.array else {
        throw FieldError(path: path, expected: "an object of arrays")
      }
      extra.append(Extra(key: key, values: try Members.strings(values, path: path)))
    }
    self.extra = extra
  }

  /// The user as `authentication.k8s.io/v1` spells it; empty fields are left out.
  package var json: JSONValue {
    var json: JSONValue = ["username": .string(username)]
    if !uid.isEmpty { json["uid"] = .string(uid) }
    if !groups.isEmpty { json["groups"] = .strings(groups) }
    if !extra.isEmpty {
      var members: JSONValue = [:]
      for attribute in extra { members[attribute.key] = .strings(attribute.values) }
      json["extra"] = members
    }
    return json
  }
}
