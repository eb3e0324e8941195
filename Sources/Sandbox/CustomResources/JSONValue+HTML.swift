import JSON

extension JSONValue {
  /// The value as JSON in which no character means something in HTML, as Go's `json.Marshal`
  /// writes it.
  var escapedForHTML: String {
    var text = ""
    for scalar in description.unicodeScalars {
      switch scalar {
      case "<": text += #"\u003c"#
      case ">": text += #"\u003e"#
      case "&": text += #"\u0026"#
      case "\u{2028}": text += #"\u2028"#
      case "\u{2029}": text += #"\u2029"#
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
