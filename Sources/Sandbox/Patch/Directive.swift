import KubernetesAPI

/// The members of a strategic merge patch that are no members of the object.
enum Directive: String {
  /// Deletes elements of a list of scalars.
  case deletion = "$deleteFromPrimitiveList"
  /// Says in which order the elements of a list are.
  case order = "$setElementOrder"

  /// Says what becomes of the object it is in.
  static let marker = "$patch"
  /// Lists the members that are kept.
  static let retainKeys = "$retainKeys"

  /// Whether a member deletes elements of a list.
  static func isDeletion(_ key: String) -> Bool { key.hasPrefix(deletion.rawValue) }
  /// Whether a member orders the elements of a list.
  static func isOrder(_ key: String) -> Bool { key.hasPrefix(order.rawValue) }
  /// Whether a member is about a list beside it.
  static func isAboutList(_ key: String) -> Bool { isDeletion(key) || isOrder(key) }

  /// The field that a directive is about.
  ///
  /// - Throws: 400 for one that names none.
  func field(_ key: String) throws(Status) -> String {
    let parts = key.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0] == rawValue else { throw malformed }
    return String(parts[1])
  }

  /// 400: the directive is not what it should be.
  var malformed: Status {
    switch self {
    case .deletion: .badRequest("invalid patch format of primitive list")
    case .order: .badRequest("invalid patch format of setElementOrder list")
    }
  }
}
