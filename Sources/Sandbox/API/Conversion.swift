/// What Go says when it makes an object of maps instead of text
/// (`apimachinery/pkg/runtime/converter.go`).
enum Conversion {
  /// The complaint of a decoder of text in the words of the converter.
  static func reason(_ complaint: String) -> String {
    let begin = "json: cannot unmarshal "
    guard complaint.hasPrefix(begin) else { return complaint }
    let words = complaint.dropFirst(begin.count).split(separator: " ").map(String.init)
    guard let found = words.first, let place = words.lastIndex(of: "type") else {
      return complaint
    }
    let wanted = words[(place + 1)...].joined(separator: " ")
    let isWhole = words.count < 2 || words[1] == "into" || !words[1].utf8.contains(0x2E)
    let (kind, type) =
      switch found {
      case "number": isWhole ? ("int64", "int64") : ("float64", "float64")
      case "array": ("slice", "[]interface {}")
      case "object": ("map", "map[string]interface {}")
      default: (found, found)
      }
    if wanted.hasPrefix("[]") { return "cannot restore slice from \(kind)" }
    if wanted.hasPrefix("map[") { return "cannot restore map from \(kind)" }
    guard ["string", "bool", "int32", "int64", "float64"].contains(wanted) else {
      return "cannot restore struct from: \(kind)"
    }
    return "cannot convert \(type) to \(wanted)"
  }
}
