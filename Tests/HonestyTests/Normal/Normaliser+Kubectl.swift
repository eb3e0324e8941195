/// The forms of what varies in what kubectl prints.
extension Normaliser {
  /// What varies at a place of kubectl's text; nil when nothing does.
  static func kubectl(_ text: [UInt8], _ start: Int, _ before: UInt8) -> (Int, [UInt8])? {
    if before == UInt8(ascii: "\n"), let found = logHead(text, start) { return found }
    if before == UInt8(ascii: "/"), let found = temporaryName(text, start) { return found }
    return before == UInt8(ascii: " ") ? heading(text, start) : nil
  }

  /// The head of a line of kubectl's log, such as `E1126 21:27:25.616403   28387 `.
  private static func logHead(_ text: [UInt8], _ start: Int) -> (Int, [UInt8])? {
    guard "IWEF".utf8.contains(text[start]),
      let dated = shape("dddd dd:dd:dd.dddddd ", text, start + 1)
    else { return nil }
    let process = text[dated...].prefix { $0 == UInt8(ascii: " ") || $0.isDigit }
    return (process.endIndex - start, [text[start]] + Array("<time and process> ".utf8))
  }

  /// The folders that `kubectl diff` compares.
  private static func temporaryName(_ text: [UInt8], _ start: Int) -> (Int, [UInt8])? {
    for name in ["LIVE-", "MERGED-"] where text[start...].starts(with: name.utf8) {
      let digits = text[(start + name.utf8.count)...].prefix(while: \.isDigit).count
      if digits > 0 { return (name.utf8.count + digits, Array("\(name)<number>".utf8)) }
    }
    return nil
  }

  /// The heading of a column whose width depends on what varies; the padding behind it goes.
  private static func heading(_ text: [UInt8], _ start: Int) -> (Int, [UInt8])? {
    for name in ["AGE ", "CLUSTER-IP "] where text[start...].starts(with: name.utf8) {
      let padding = text[(start + name.utf8.count)...].prefix { $0 == UInt8(ascii: " ") }.count
      return (name.utf8.count + padding, Array(name.utf8))
    }
    return nil
  }
}
