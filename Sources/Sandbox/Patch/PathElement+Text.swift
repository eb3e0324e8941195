import JSON

extension PathElement {
  /// Reads the name an element has in `FieldsV1`, such as `f:spec` or `k:{"name":"a"}`.
  ///
  /// - Returns: nil for a kind of element that is not known, which is passed over.
  /// - Throws: for a name that is none.
  init?(fieldsV1 name: String) throws(FieldsError) {
    let bytes = Array(name.utf8)
    guard bytes.count >= 2, bytes[1] == UInt8(ascii: ":") else { throw FieldsError() }
    let rest = String(decoding: bytes.dropFirst(2), as: UTF8.self)
    switch bytes[0] {
    case UInt8(ascii: "f"): self = .field(rest)
    case UInt8(ascii: "i"):
      guard let index = Int(rest) else { throw FieldsError() }
      self = .index(index)
    case UInt8(ascii: "v"):
      guard let value = try? JSONValue(parsing: Array(rest.utf8)) else { throw FieldsError() }
      self = .value(value)
    case UInt8(ascii: "k"):
      guard let value = try? JSONValue(parsing: Array(rest.utf8)), let members = value.object
      else { throw FieldsError() }
      self = .key(members.map { KeyField(name: $0.key, value: $0.value) })
      self = sorted
    default: return nil
    }
  }

  /// The name in `FieldsV1`.
  var fieldsV1: String {
    switch self {
    case .field(let name): "f:" + name
    case .index(let index): "i:\(index)"
    case .value(let value): "v:" + Self.encoded(value)
    case .key(let fields):
      "k:{"
        + fields.map { "\(JSONValue.string($0.name)):\(Self.encoded($0.value))" }
        .joined(separator: ",") + "}"
    }
  }

  /// The element as people read it: `.spec`, `[name="a"]`, `[="x"]`, `[0]`.
  var text: String {
    switch self {
    case .field(let name): "." + name
    case .index(let index): "[\(index)]"
    case .value(let value): "[=\(value)]"
    case .key(let fields):
      "[" + fields.map { "\($0.name)=\($0.value)" }.joined(separator: ",") + "]"
    }
  }

  private var sorted: PathElement {
    guard case .key(let fields) = self else { return self }
    return .key(fields.sorted { $0.name.comesBefore($1.name) })
  }

  /// A value as Go's encoders write it, which escape what HTML would read.
  private static func encoded(_ value: JSONValue) -> String {
    var text = ""
    for scalar in "\(value)".unicodeScalars {
      switch scalar {
      case "<": text += "\\u003c"
      case ">": text += "\\u003e"
      case "&": text += "\\u0026"
      case "\u{2028}": text += "\\u2028"
      case "\u{2029}": text += "\\u2029"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}

/// A set of fields that cannot be read.
struct FieldsError: Error {}
