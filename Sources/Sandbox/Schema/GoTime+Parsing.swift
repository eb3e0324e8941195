extension GoTime {
  /// Reads a moment as Go's `time.Parse` does, whose words the error has.
  ///
  /// Microseconds must all be there where the layout has them; where it does not, a fraction may
  /// follow and is ignored.
  init(parsing text: String, layout: Layout) throws(ScalarProblem) {
    var rest = text.utf8[...]
    func problem(_ what: String) -> ScalarProblem {
      .other("parsing time \"\(text)\" as \"\(layout.rawValue)\": \(what)")
    }
    func failure(_ element: String) -> ScalarProblem {
      problem("cannot parse \"\(String(Substring(rest)))\" as \"\(element)\"")
    }
    func number(_ element: String, _ count: Int) throws(ScalarProblem) -> Int64 {
      let digits = rest.prefix(count)
      guard digits.count == count, digits.allSatisfy(\.isDigit),
        let value = Int64(Substring(digits))
      else { throw failure(element) }
      rest = rest.dropFirst(count)
      return value
    }
    func take(_ letter: Character) throws(ScalarProblem) {
      guard rest.first == letter.asciiValue else { throw failure(String(letter)) }
      rest = rest.dropFirst()
    }

    let year = try number("2006", 4)
    try take("-")
    let month = try number("01", 2)
    guard 1...12 ~= month else { throw problem("month out of range") }
    try take("-")
    let day = try number("02", 2)
    try take("T")
    let hour = try number("15", 2)
    guard hour < 24 else { throw problem("hour out of range") }
    try take(":")
    let minute = try number("04", 2)
    guard minute < 60 else { throw problem("minute out of range") }
    try take(":")
    let second = try number("05", 2)
    guard second < 60 else { throw problem("second out of range") }

    var fraction: Int32 = 0
    if layout == .microseconds {
      let digits = rest.dropFirst().prefix(6)
      guard rest.first == UInt8(ascii: "."), digits.count == 6, digits.allSatisfy(\.isDigit) else {
        throw failure(".000000")
      }
      fraction = (Int32(Substring(digits)) ?? 0) * 1000
      rest = rest.dropFirst(7)
    } else if let mark = rest.first, mark == UInt8(ascii: ".") || mark == UInt8(ascii: ","),
      rest.dropFirst().first?.isDigit == true
    {
      rest = rest.dropFirst().drop(while: \.isDigit)
    }

    var offset: Int64 = 0
    if rest.first == UInt8(ascii: "Z") {
      rest = rest.dropFirst()
    } else {
      let zone = Array(rest.prefix(6))
      guard zone.count == 6, zone[0] == UInt8(ascii: "+") || zone[0] == UInt8(ascii: "-"),
        zone[3] == UInt8(ascii: ":"),
        let hours = Int64(String(decoding: zone[1..<3], as: UTF8.self)),
        let minutes = Int64(String(decoding: zone[4..<6], as: UTF8.self)), hours >= 0, minutes >= 0
      else { throw failure("Z07:00") }
      guard hours <= 24 else { throw problem("time zone offset hour out of range") }
      guard minutes < 60 else { throw problem("time zone offset minute out of range") }
      offset = (hours * 60 + minutes) * (zone[0] == UInt8(ascii: "-") ? -60 : 60)
      rest = rest.dropFirst(6)
    }
    guard rest.isEmpty else {
      throw problem("extra text: \"\(String(Substring(rest)))\"")
    }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths: [Int64] = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard day >= 1, day <= lengths[Int(month) - 1] else { throw problem("day out of range") }

    seconds = Self.days(year: year, month: month, day: day) * 86_400
    seconds += hour * 3600 + minute * 60 + second - offset
    nanoseconds = fraction
  }
}

extension UInt8 {
  /// Whether this is an ASCII digit.
  fileprivate var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }
}
