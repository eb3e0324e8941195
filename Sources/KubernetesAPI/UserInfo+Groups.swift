extension UserInfo {
  /// The groups that the service accounts of a namespace are in
  /// (apiserver/pkg/authentication/serviceaccount/util.go, MakeGroupNames).
  package static func groups(ofServiceAccountsIn namespace: String) -> [String] {
    ["system:serviceaccounts", "system:serviceaccounts:\(namespace)"]
  }

  /// Whether the user is in the group, byte for byte.
  package func isIn(_ group: String) -> Bool { groups.contains { $0.hasSameBytes(as: group) } }

  /// The user in the group that says that something was proven, as the API server adds it
  /// (apiserver/pkg/authentication/group/authenticated_group_adder.go).
  package var vouchedFor: UserInfo {
    guard username != SystemName.anonymous, !isIn(SystemName.authenticated),
      !isIn(SystemName.unauthenticated)
    else { return self }
    var user = self
    user.groups.append(SystemName.authenticated)
    return user
  }

  /// Puts one more value under a key of the extra attributes.
  package mutating func add(_ value: String, toExtra key: String) {
    guard let place = extra.firstIndex(where: { $0.key.hasSameBytes(as: key) }) else {
      return extra.append(Extra(key: key, values: [value]))
    }
    extra[place].values.append(value)
  }
}

extension UserInfo.Extra {
  /// The key that stands in a field's name, in lower case and with its escapes resolved; as it is
  /// where an escape is broken (Go's `url.PathUnescape`, and what the API server makes of an error).
  ///
  /// Nil for a key that is not UTF-8 then.
  package static func key(escaped text: String) -> String? {
    let lower = text.lowercased()
    guard let bytes = PercentEncoding.decoded(lower.utf8.span, 0..<lower.utf8.count) else {
      return lower
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
