import Sandbox
import Wire

/// The static tokens of a sandbox, in the form of kube-apiserver's `--token-auth-file`: lines of
/// token, user, uid, and in quotes the groups.
struct TokenFile {
  private(set) var tokens: [Sandbox.StaticToken] = []

  init() {}

  init(_ bytes: [UInt8], path: String) throws(StartError) {
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() where !line.allSatisfy(\.isWhitespace) {
      guard let token = Self.token(line) else {
        throw StartError(
          "\(path):\(number + 1): not token,user,uid,\"group,group\". Mend the line, or remove the "
            + "file: new tokens are made.")
      }
      tokens.append(token)
    }
  }

  /// The token of a user, made when there is none.
  mutating func token(of user: SandboxUser) -> String {
    if let known = tokens.first(where: { $0.user == user.name }) { return known.token }
    let token = Hex.encode(RandomBytes.make(16))
    tokens.append(
      Sandbox.StaticToken(token: token, user: user.name, uid: user.uid, groups: user.groups))
    return token
  }

  var bytes: [UInt8] {
    Array(
      tokens.map { token in
        let groups = token.groups.isEmpty ? "" : ",\"\(token.groups.joined(separator: ","))\""
        return "\(token.token),\(token.user),\(token.uid)\(groups)\n"
      }.joined().utf8)
  }

  private static func token(_ line: Substring) -> Sandbox.StaticToken? {
    let fields = line.split(separator: ",", maxSplits: 3, omittingEmptySubsequences: false)
      .map(String.init)
    guard fields.count >= 3, !fields[0].isEmpty, !fields[1].isEmpty,
      !fields[..<3].contains(where: { $0.contains("\"") })
    else { return nil }
    var groups: [String] = []
    if fields.count == 4 {
      var list = fields[3][...]
      if list.hasPrefix("\"") {
        guard list.count >= 2, list.hasSuffix("\"") else { return nil }
        list = list.dropFirst().dropLast()
      }
      guard !list.contains("\"") else { return nil }
      groups = list.split(separator: ",").map(String.init)
    }
    return Sandbox.StaticToken(token: fields[0], user: fields[1], uid: fields[2], groups: groups)
  }
}
