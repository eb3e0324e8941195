/// A conjunction of comparisons of fields (apimachinery/pkg/fields/selector.go).
package struct FieldSelector: Sendable, Hashable {
  /// One comparison.
  package struct Term: Sendable, Hashable {
    /// The field, such as `metadata.name`.
    package var field: String
    /// The value compared with, unescaped.
    package var value: String
    /// Whether the field must have the value; otherwise it must not.
    package var isEqual: Bool
  }

  /// The comparisons, in the byte order of their spelling.
  package let terms: [Term]

  /// Parses the form of the query parameter `fieldSelector`: `a=b,c!=d`.
  ///
  /// Throws what the API server would not parse either. Whether a field exists is not asked.
  package init(parsing text: String) throws(FieldSelectorError) {
    var terms: [Term] = []
    for part in try Self.parts(of: text) {
      terms.append(try Self.term(part, of: text))
    }
    self.terms = terms
  }

  /// The value the field must have, from the first term that says so; nil when none does.
  package func requiredValue(of field: String) -> String? {
    terms.first { $0.isEqual && $0.field == field }?.value
  }

  /// The form of the query parameter that asks for one value of a field.
  package static func text(requiring value: String, of field: String) -> String {
    var text = field + "="
    for scalar in value.unicodeScalars {
      // fields.EscapeValue escapes the same three.
      if scalar == "\\" || scalar == "," || scalar == "=" { text += "\\" }
      text.unicodeScalars.append(scalar)
    }
    return text
  }

  /// The terms' bytes, sorted; a comma after a backslash belongs to its term.
  private static func parts(of text: String) throws(FieldSelectorError) -> [[UInt8]] {
    var parts: [[UInt8]] = [[]]
    var isEscaped = false
    for byte in text.utf8 {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: ",") {
        parts.append([])
        continue
      }
      parts[parts.count - 1].append(byte)
    }
    parts.removeAll(where: \.isEmpty)
    return parts.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private static func term(
    _ bytes: [UInt8], of text: String
  ) throws(FieldSelectorError) -> Term {
    let equals = UInt8(ascii: "=")
    for (index, byte) in bytes.enumerated() {
      let isBeforeEquals = index + 1 < bytes.count && bytes[index + 1] == equals
      let length: Int
      switch byte {
      case UInt8(ascii: "!") where isBeforeEquals: length = 2
      case equals: length = isBeforeEquals ? 2 : 1
      default: continue
      }
      return Term(
        field: String(decoding: bytes[..<index], as: UTF8.self),
        value: try unescaped(bytes[(index + length)...]), isEqual: byte == equals)
    }
    throw .noOperator(String(decoding: bytes, as: UTF8.self), in: text)
  }

  private static func unescaped(_ bytes: ArraySlice<UInt8>) throws(FieldSelectorError) -> String {
    var value: [UInt8] = []
    var isEscaped = false
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\\") where !isEscaped:
        isEscaped = true
        continue
      case UInt8(ascii: "\\"): break
      case UInt8(ascii: ","), UInt8(ascii: "="):
        guard isEscaped else { throw .unescapedCharacter }
      default:
        guard !isEscaped else { throw .invalidEscape }
      }
      isEscaped = false
      value.append(byte)
    }
    guard !isEscaped else { throw .invalidEscape }
    return String(decoding: value, as: UTF8.self)
  }
}
