/// What an API server makes of the target of a GET, read here in a few lines of its own
/// (`apiserver/pkg/endpoints/request/requestinfo.go`), so that the program's reading is not held
/// against itself.
struct GoRequest: Equatable {
  var verb = ""
  /// The path's parts that say which resource this is.
  var group = ""
  var version = ""
  var namespace = ""
  var resource = ""
  var name = ""
  var subresource = ""
  /// The path itself, where it is that of no resource.
  var path = ""

  init(_ target: String) {
    var target = target[...]
    if !target.hasPrefix("/") {
      // Behind the scheme and the authority.
      for _ in 0..<3 { target = target.drop { $0 != "/" }.dropFirst() }
      target = "/" + target
    }
    let whole = target.prefix { $0 != "?" }
    let query = Self.query(target.dropFirst(whole.count + 1))
    var parts = whole.split(separator: "/").map { Self.unescaped($0, plus: false) }
    guard parts.count >= 3, parts[0] == "api" || (parts[0] == "apis" && parts.count >= 4) else {
      path = Self.unescaped(whole, plus: false)
      verb = "get"
      return
    }
    if parts[0] == "apis" { group = parts.remove(at: 1) }
    version = parts[1]
    parts.removeFirst(2)
    verb = "get"
    if parts[0] == "watch" || parts[0] == "proxy" { verb = parts.removeFirst() }
    // The namespace itself is told by the name alone, as a watch of it may be told by a selector.
    if parts.first == "namespaces", parts.count > 2, !["status", "finalize"].contains(parts[2]) {
      namespace = parts[1]
      parts.removeFirst(2)
    }
    if parts.count > 2, verb != "proxy" { subresource = parts[2] }
    if parts.count > 1 { name = parts[1] }
    resource = parts.first ?? ""
    if name.isEmpty, verb == "get" {
      let watch = query.first { $0.0 == "watch" }?.1
      verb = watch.map { ["0", "false", "False", "FALSE"].contains($0) } ?? true ? "list" : "watch"
    }
    readSelector(query)
  }

  /// The name that a selector of one name asks for is the request's.
  private mutating func readSelector(_ query: [(String, String)]) {
    guard name.isEmpty, verb == "list" || verb == "watch",
      let selector = query.first(where: { $0.0 == "fieldSelector" })?.1,
      selector.hasPrefix("metadata.name="), !selector.contains(",")
    else { return }
    name = String(selector.drop { $0 != "=" }.drop { $0 == "=" })
  }

  private static func query(_ text: Substring) -> [(String, String)] {
    text.split(separator: "&").filter { !$0.contains(";") }.map { pair in
      let name = pair.prefix { $0 != "=" }
      return (
        unescaped(name, plus: true), unescaped(pair.dropFirst(name.count + 1), plus: true)
      )
    }
  }

  private static func unescaped(_ text: Substring, plus: Bool) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(plus && byte == UInt8(ascii: "+") ? 0x20 : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
