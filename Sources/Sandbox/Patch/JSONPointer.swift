import JSON

/// A place in a document (RFC 6901).
struct JSONPointer {
  /// What is at a place.
  enum Reading {
    /// The value; nil for a member that an object does not have.
    case found(JSONValue?)
    /// The way to the place is not there.
    case lost
  }

  private let parents: [String]
  private let last: String

  /// Nil for text without a slash.
  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
      .map(Self.unescaped)
    guard let last = parts.last else { return nil }
    parents = Array(parts.dropLast())
    self.last = last
  }

  /// The value here.
  func read(_ document: JSONValue) -> Reading {
    var value = document
    for part in parents {
      guard case .found(let next?) = value.step(part) else { return .lost }
      value = next
    }
    return value.step(last)
  }

  /// The document with the container of this place edited; nil when there is none or the edit
  /// fails.
  func edit(
    _ document: JSONValue, _ body: (inout JSONValue, String) -> Bool
  ) -> JSONValue? {
    edit(document, parents[...], body)
  }

  private func edit(
    _ value: JSONValue, _ way: ArraySlice<String>, _ body: (inout JSONValue, String) -> Bool
  ) -> JSONValue? {
    var value = value
    guard let part = way.first else {
      guard body(&value, last) else { return nil }
      return value
    }
    guard case .found(let child?) = value.step(part),
      let edited = edit(child, way.dropFirst(), body), value.replace(with: edited, at: part)
    else { return nil }
    return value
  }

  private static func unescaped(_ part: Substring) -> String {
    var text: [UInt8] = []
    var bytes = Array(part.utf8)[...]
    while let byte = bytes.popFirst() {
      switch (byte, bytes.first) {
      case (UInt8(ascii: "~"), UInt8(ascii: "1")): text.append(UInt8(ascii: "/"))
      case (UInt8(ascii: "~"), UInt8(ascii: "0")): text.append(UInt8(ascii: "~"))
      default:
        text.append(byte)
        continue
      }
      bytes.removeFirst()
    }
    return String(decoding: text, as: UTF8.self)
  }
}
