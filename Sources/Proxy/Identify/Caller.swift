package import Decide
package import KubernetesAPI
package import Wire

/// An identity with what is sent upstream in its name, made once and used for many requests.
package final class Caller: Sendable {
  package let identity: Identity
  /// Who acts as ``identity`` by impersonation, where that is somebody else.
  package let original: Identity?
  /// Who is named on a request that goes upstream in the caller's name: the caller, unless the
  /// program's account may not act as that.
  package let named: UserInfo
  /// The Unix second in which the proof is good no more, where it says so.
  package let expires: Int64?
  /// The Impersonate fields that say exactly ``named`` to the API server.
  package let impersonation: Fields

  /// Makes the fields of an identity.
  ///
  /// `system:authenticated` is always said of who proved something: without a group the API server
  /// adds some of its own to a user name shaped like a service account's. Of who proved nothing it is
  /// not, for that would be more than the API server makes of them.
  package init(
    _ identity: Identity, as named: UserInfo? = nil, original: Identity? = nil,
    expires: Int64? = nil
  ) throws(HTTPError) {
    self.identity = identity
    let named = named ?? identity.user
    self.named = named
    self.original = original
    self.expires = expires
    var fields = Fields()
    try fields.append("Impersonate-User", value: named.username)
    var isAuthenticated = named.username != SystemName.anonymous
    for group in named.groups {
      if group == SystemName.authenticated { continue }
      if group == SystemName.unauthenticated { isAuthenticated = false }
      try fields.append("Impersonate-Group", value: group)
    }
    if isAuthenticated || named.isIn(SystemName.authenticated) {
      fields.append("Impersonate-Group", literal: "system:authenticated")
    } else if !named.isIn(SystemName.unauthenticated) {
      fields.append("Impersonate-Group", literal: "system:unauthenticated")
    }
    if !named.uid.isEmpty {
      try fields.append("Impersonate-Uid", value: named.uid)
    }
    for extra in named.extra {
      let name = "Impersonate-Extra-" + Self.escaped(extra.key)
      for value in extra.values { try fields.append(name: name, value: value) }
    }
    impersonation = fields
  }

  /// Whether another name stands for the caller's own.
  package var hasStandIn: Bool { !named.username.hasSameBytes(as: identity.user.username) }

  /// A key as it stands in a field's name: what is no token character is percent-encoded
  /// (client-go `transport/round_trippers.go`, headerKeyEscape).
  private static func escaped(_ key: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in key.utf8 {
      if isToken(byte) {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "!#$&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
