import JSON

/// Reads a JSON path from the left.
struct JSONPathReader {
  private var rest: Substring.UnicodeScalarView

  init(_ text: String) { rest = Substring(text).unicodeScalars }

  var isAtEnd: Bool { rest.isEmpty }

  /// The steps up to the end, a comparison or a closing bracket; nil when they are malformed.
  mutating func steps() -> [JSONPath.Step]? {
    var steps: [JSONPath.Step] = []
    while let next = rest.first {
      switch next {
      case ".":
        rest.removeFirst()
        if rest.first == "[" { continue }
        if take("*") {
          steps.append(.all)
          continue
        }
        let name = name()
        if name.isEmpty {
          guard steps.isEmpty, rest.isEmpty else { return nil }  // `.` alone is the object.
          continue
        }
        steps.append(.member(name))
      case "[":
        guard let step = bracket() else { return nil }
        steps.append(step)
      case "=", "!", "<", ">", ")", " ": return steps
      default:
        guard steps.isEmpty else { return nil }
        let name = name()
        guard !name.isEmpty else { return nil }
        steps.append(.member(name))
      }
    }
    return steps
  }

  /// A member's name; a backslash takes the next character as it is.
  private mutating func name() -> String {
    var name = String.UnicodeScalarView()
    while let next = rest.first {
      if next == "\\" {
        rest.removeFirst()
        guard let escaped = rest.first else { break }
        name.append(escaped)
        rest.removeFirst()
        continue
      }
      guard !".[]=!<>() '\"".unicodeScalars.contains(next) else { break }
      name.append(next)
      rest.removeFirst()
    }
    return String(name)
  }

  private mutating func bracket() -> JSONPath.Step? {
    guard take("[") else { return nil }
    skipSpaces()
    if take("?") { return filter() }
    if take("*") { return take("]") ? .all : nil }
    if rest.first == "'" || rest.first == "\"" {
      guard let name = literal()?.string, take("]") else { return nil }
      return .member(name)
    }
    var inside = String.UnicodeScalarView()
    while let next = rest.first, next != "]" {
      inside.append(next)
      rest.removeFirst()
    }
    guard take("]") else { return nil }
    let parts = String(inside).split(separator: ":", omittingEmptySubsequences: false)
    if parts.count == 1 { return Int(parts[0]).map { .index($0) } }
    guard parts.count == 2 else { return nil }
    return .slice(from: Int(parts[0]), to: Int(parts[1]))
  }

  private mutating func filter() -> JSONPath.Step? {
    guard take("("), take("@") else { return nil }
    guard let path = steps() else { return nil }
    skipSpaces()
    var comparison = ""
    while let next = rest.first, "=!<>".unicodeScalars.contains(next) {
      comparison.unicodeScalars.append(next)
      rest.removeFirst()
    }
    guard ["", "==", "!=", "<", ">", "<=", ">="].contains(comparison) else { return nil }
    skipSpaces()
    var value = JSONValue.null
    if !comparison.isEmpty {
      guard let literal = literal() else { return nil }
      value = literal
    }
    skipSpaces()
    guard take(")"), take("]") else { return nil }
    return .filter(.init(path: path, comparison: comparison, literal: value))
  }

  /// A quoted text, a number or a truth.
  private mutating func literal() -> JSONValue? {
    guard let quote = rest.first else { return nil }
    guard quote == "'" || quote == "\"" else {
      let word = bareWord()
      if word == "true" || word == "false" { return .bool(word == "true") }
      return Double(word).map { _ in .number(word) }
    }
    rest.removeFirst()
    var text = String.UnicodeScalarView()
    while let next = rest.first, next != quote {
      rest.removeFirst()
      if next == "\\", let escaped = rest.first {
        text.append(escaped)
        rest.removeFirst()
      } else {
        text.append(next)
      }
    }
    return rest.popFirst().map { _ in .string(String(text)) }
  }

  private mutating func bareWord() -> String {
    var word = String.UnicodeScalarView()
    while let next = rest.first, !" )]".unicodeScalars.contains(next) {
      word.append(next)
      rest.removeFirst()
    }
    return String(word)
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard rest.first == scalar else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func skipSpaces() {
    while rest.first == " " { rest.removeFirst() }
  }
}
