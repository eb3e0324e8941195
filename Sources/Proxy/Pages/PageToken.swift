internal import KubernetesAPI

/// Where a list that comes in pages goes on: what the token says that a client is handed.
///
/// The page in hand is the upstream's page of which the client has a part. It is read again from
/// where it began, and everything up to the last name delivered is skipped: the API server orders
/// what it lists by the bytes of the names (`apiserver/pkg/storage/etcd3/store.go`, GetList).
struct PageToken: Hashable, Sendable {
  /// The version of the list; empty where the client chose to go on with whatever is there now.
  var resourceVersion: String
  /// The upstream's own token of the page in hand; empty for its first page.
  var upstreamToken: String
  /// The name of the last object that the client was given; empty before the first.
  var lastName: String

  /// Bytes to a multiple of which what is sealed is filled up, so that the length of a token tells
  /// little about the names in it.
  static let step = 64

  /// The three texts with their lengths, and zeros up to the next step.
  var encoded: [UInt8] {
    var bytes: [UInt8] = []
    for text in [resourceVersion, upstreamToken, lastName] {
      let count = UInt32(clamping: text.utf8.count)
      for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: count >> shift)) }
      bytes += text.utf8
    }
    let filled = (bytes.count + Self.step - 1) / Self.step * Self.step
    return bytes + [UInt8](repeating: 0, count: filled - bytes.count)
  }
}

extension PageToken {
  /// Reads what ``encoded`` wrote; nil for anything else.
  init?(encoded bytes: [UInt8]) {
    var rest = bytes[...]
    var texts: [String] = []
    for _ in 0..<3 {
      guard rest.count >= 4 else { return nil }
      let count = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
      rest = rest.dropFirst(4)
      guard rest.count >= count, let text = String(validating: rest.prefix(count), as: UTF8.self)
      else { return nil }
      texts.append(text)
      rest = rest.dropFirst(count)
    }
    guard rest.count < Self.step, rest.allSatisfy({ $0 == 0 }) else { return nil }
    self.init(resourceVersion: texts[0], upstreamToken: texts[1], lastName: texts[2])
  }
}
