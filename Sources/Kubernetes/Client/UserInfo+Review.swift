package import JSON
package import KubernetesAPI

extension UserInfo {
  /// Reads the `user` of a TokenReview's status (authentication.k8s.io/v1 UserInfo).
  ///
  /// Absent fields are empty; a field of another type is an error, for half an identity is another
  /// identity.
  package init(review value: JSONValue) throws(APIError) {
    guard value.object != nil else { throw .unreadable("the review's user is not an object") }
    self.init(
      username: try Self.text(value["username"]), uid: try Self.text(value["uid"]),
      groups: try Self.texts(value["groups"]), extra: try Self.extra(value["extra"]))
  }

  /// The extra attributes as reviews spell them.
  package var reviewExtra: JSONValue {
    var object = JSONObject()
    for extra in extra { object[extra.key] = .array(extra.values.map(JSONValue.string)) }
    return .object(object)
  }

  private static func text(_ value: JSONValue?) throws(APIError) -> String {
    switch value {
    case .none, .null?: return ""
    case .string(let text)?: return text
    default: throw .unreadable("a field of the review's user is not a string")
    }
  }

  private static func texts(_ value: JSONValue?) throws(APIError) -> [String] {
    switch value {
    case .none, .null?: return []
    case .array(let values)?:
      var texts: [String] = []
      for value in values {
        guard let text = value.string else {
          throw .unreadable("a group or extra value of the review's user is not a string")
        }
        texts.append(text)
      }
      return texts
    default: throw .unreadable("a field of the review's user is not a list")
    }
  }

  private static func extra(_ value: JSONValue?) throws(APIError) -> [Extra] {
    switch value {
    case .none, .null?: return []
    case .object(let object)?:
      var extra: [Extra] = []
      for (key, values) in object { extra.append(Extra(key: key, values: try texts(values))) }
      return extra
    default: throw .unreadable("the extra of the review's user is not an object")
    }
  }
}
