internal import KubernetesAPI

/// The names that what belongs to a user and a namespace may have, the wanted one first.
///
/// `user-namespace` is what they are called where that is a name, and nobody else has it: `a-b` in `c`
/// and `a` in `b-c` want the same.
package enum GrantName {
  /// `user-namespace`, if that is a name, and then one that no other pair has.
  package static func candidates(_ userID: String, _ namespace: String) -> [String] {
    let plain = "\(userID)-\(namespace)"
    let hashed = StableName.hashed(plain, of: [userID, namespace])
    return LabelSyntax.isSubdomain(plain.utf8[...]) ? [plain, hashed] : [hashed]
  }

  /// The name of the Secret with an account's token: the same each time, and one that is not written by
  /// accident.
  package static func tokenSecret(of account: String) -> String {
    // The digits of the hash as letters.
    let letters = StableName.hash(["token", account]).utf8.prefix(5).map { digit in
      UInt8(ascii: "a")
        + (digit >= UInt8(ascii: "a") ? digit - UInt8(ascii: "a") + 10 : digit - 0x30)
    }
    return "\(account)-token-\(String(decoding: letters, as: UTF8.self))"
  }
}
