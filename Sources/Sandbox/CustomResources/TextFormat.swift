import Wire

/// A format of text that the API server checks (`apiserver/validation/formats.go`).
enum TextFormat: String {
  case date, datetime, duration, byte, password
  case ipv4, ipv6, cidr, mac, hostname, email, uri
  case uuid, uuid3, uuid4, uuid5
  case hexcolor, rgbcolor, ssn, creditcard, isbn, isbn10, isbn13, bsonobjectid
  case k8sshortname, k8slongname

  /// The format of a name, dashes ignored; nil for one that is not checked.
  init?(_ name: String) {
    self.init(rawValue: name.split(separator: "-").joined())
  }

  /// Whether a text has the format.
  func matches(_ text: String) -> Bool {
    switch self {
    case .password: true
    case .date: Timestamp(rfc3339: text + "T00:00:00Z") != nil
    case .datetime: Timestamp(rfc3339: text.uppercased()) != nil
    case .byte: text.utf8.count % 4 == 0 && Base64.decode(text, skippingNewlines: true) != nil
    case .ipv4: Self.isIPv4(text)
    case .ipv6: Self.isIPv6(text)
    case .cidr: Self.isCIDR(text)
    case .k8sshortname: text.utf8.count <= 63 && isFound(in: text)
    case .k8slongname: text.utf8.count <= 253 && isFound(in: text)
    default: isFound(in: text)
    }
  }

  private func isFound(in text: String) -> Bool {
    pattern.flatMap(SchemaPattern.init)?.matches(text) ?? true
  }

  private var pattern: String? {
    let hex = "[0-9a-fA-F]"
    return switch self {
    case .duration: #"^-?([0-9]+(\.[0-9]*)?\s*(ns|us|µs|ms|s|m|h|[a-z]+)\s*)+$|^[+-]?0$"#
    case .mac: "^\(hex){2}([:-]\(hex){2}){5}([:-]\(hex){2}){0,14}$|^\(hex){4}([.]\(hex){4}){2,9}$"
    case .hostname:
      "^[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(\\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$"
    case .email: #"^[^@\s<>]+@[^@\s<>]+$"#
    case .uri: #"^([a-zA-Z][a-zA-Z0-9+.-]*:\S+|/\S*)$"#
    case .uuid: "^\(hex){8}-?\(hex){4}-?\(hex){4}-?\(hex){4}-?\(hex){12}$"
    case .uuid3: "^\(hex){8}-?\(hex){4}-?3\(hex){3}-?\(hex){4}-?\(hex){12}$"
    case .uuid4: "^\(hex){8}-?\(hex){4}-?4\(hex){3}-?[89abAB]\(hex){3}-?\(hex){12}$"
    case .uuid5: "^\(hex){8}-?\(hex){4}-?5\(hex){3}-?[89abAB]\(hex){3}-?\(hex){12}$"
    case .hexcolor: "^#?(\(hex){3}|\(hex){6})$"
    case .rgbcolor: #"^rgb\(\s*[0-9]{1,3}\s*,\s*[0-9]{1,3}\s*,\s*[0-9]{1,3}\s*\)$"#
    case .ssn: "^[0-9]{3}[- ]?[0-9]{2}[- ]?[0-9]{4}$"
    case .bsonobjectid: "^\(hex){24}$"
    case .k8sshortname: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"
    case .k8slongname: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"
    default: nil
    }
  }

  private static func isIPv4(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        guard let number = UInt8(part) else { return false }
        return String(number) == part  // No leading zeros, as in Go.
      }
  }

  private static func isIPv6(_ text: String) -> Bool {
    var groups = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    var count = 8
    if let last = groups.last, last.contains(".") {
      guard isIPv4(last) else { return false }
      groups[groups.count - 1] = "0"
      count = 7
    }
    let isShort = text.contains("::")
    if isShort {
      guard !text.contains(":::"), groups.count <= count + 1 else { return false }
      groups.removeAll(where: \.isEmpty)
      guard groups.count < count else { return false }
    }
    return (isShort || groups.count == count)
      && groups.allSatisfy { $0.utf8.count <= 4 && UInt16($0, radix: 16) != nil }
  }

  private static func isCIDR(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let bits = UInt8(parts[1]), String(bits) == parts[1] else {
      return false
    }
    return isIPv4(parts[0]) && bits <= 32 || isIPv6(parts[0]) && bits <= 128
  }
}
