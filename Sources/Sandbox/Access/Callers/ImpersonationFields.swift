import KubernetesAPI
import Wire

/// Whom a request asks to be, as its fields say it
/// (`apiserver/pkg/endpoints/filters/impersonation/constrained_impersonation.go`).
enum ImpersonationFields {
  private static let extraPrefix = "impersonate-extra-"

  /// The user asked for, nothing added to it; nil when nobody is.
  ///
  /// - Throws: 400 when groups, a UID or extras come without a user.
  static func wanted(_ fields: Fields) throws(Status) -> UserInfo? {
    guard fields.contains(.impersonate) else { return nil }
    var wanted = UserInfo(username: "")
    var users: [String] = []
    var uids: [String] = []
    for field in fields.all(.impersonate) {
      switch field.name.lowercased() {
      case "impersonate-user": users.append(field.value)
      case "impersonate-uid": uids.append(field.value)
      case "impersonate-group": wanted.groups.append(field.value)
      case let name where name.hasPrefix(extraPrefix):
        let key = unescaped(String(name.dropFirst(extraPrefix.count)))
        if let place = wanted.extra.firstIndex(where: { $0.key.hasSameBytes(as: key) }) {
          wanted.extra[place].values.append(field.value)
        } else {
          wanted.extra.append(UserInfo.Extra(key: key, values: [field.value]))
        }
      default: break
      }
    }
    wanted.username = users.first ?? ""
    wanted.uid = uids.first ?? ""
    guard wanted.username.isEmpty else { return wanted }
    guard wanted.uid.isEmpty, wanted.groups.isEmpty, wanted.extra.isEmpty else {
      throw .badRequest("requested \(printed(wanted)) without impersonating a user name")
    }
    return nil
  }

  /// A key with its percent signs resolved; as it is when one is not followed by two digits.
  private static func unescaped(_ key: String) -> String {
    var bytes: [UInt8] = []
    var rest = key.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let digits = String(rest.prefix(2)), let value = Hex.decode(digits), value.count == 1
      else { return key }
      bytes += value
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self) ?? key
  }

  /// The user as Go's `%#v` prints it, which the API server shows.
  private static func printed(_ user: UserInfo) -> String {
    func list(_ texts: [String]) -> String {
      "[]string{\(texts.map { Status.quoted($0) }.joined(separator: ", "))}"
    }
    let groups = user.groups.isEmpty ? "[]string(nil)" : list(user.groups)
    let extra = user.extra.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { "\(Status.quoted($0.key)):\(list($0.values))" }.joined(separator: ", ")
    return
      "&user.DefaultInfo{Name:\"\", UID:\(Status.quoted(user.uid)), Groups:\(groups), "
      + "Extra:map[string][]string\(user.extra.isEmpty ? "(nil)" : "{\(extra)}")}"
  }
}
