internal import KubernetesAPI
internal import Wire

/// A user as the fields of one family name it: PREFIX-User, -Uid, -Group and -Extra-KEY, in any case
/// of their letters.
struct UserFields {
  /// The values of all fields for the user's name.
  private(set) var names: [String] = []
  /// The values of all fields for the uid.
  private(set) var uids: [String] = []
  /// The groups and extra attributes; the name and uid are the first ones.
  private(set) var user = UserInfo(username: "")
  /// Whether the family has a field of another name: one with `_` for `-`, say, which an API server
  /// does not know.
  private(set) var hasOthers = false
  /// Whether a key of the extra attributes cannot be read as text.
  private(set) var hasUnreadableKey = false
  /// How many values there are.
  private(set) var count = 0

  /// - Parameter prefix: what the names begin with, in lower case and with the last `-`.
  init(_ fields: Fields, _ family: KnownField, prefix: String) {
    for field in fields.all(family) {
      count += 1
      let name = field.name.lowercased()
      guard name.utf8.starts(with: prefix.utf8) else {
        hasOthers = true
        continue
      }
      switch name.utf8.dropFirst(prefix.utf8.count) {
      case let rest where rest.elementsEqual("user".utf8): names.append(field.value)
      case let rest where rest.elementsEqual("uid".utf8): uids.append(field.value)
      case let rest where rest.elementsEqual("group".utf8): user.groups.append(field.value)
      case let rest where rest.starts(with: Self.extra.utf8):
        let escaped = String(rest.dropFirst(Self.extra.utf8.count)) ?? ""
        if let key = UserInfo.Extra.key(escaped: escaped) {
          user.add(field.value, toExtra: key)
        } else {
          hasUnreadableKey = true
        }
      default: hasOthers = true
      }
    }
    user.username = names.first ?? ""
    user.uid = uids.first ?? ""
  }

  private static let extra = "extra-"
}
