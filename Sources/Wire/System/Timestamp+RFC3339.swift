extension Timestamp {
  /// How many digits of a second are written.
  package enum Precision: Sendable {
    /// `metav1.Time` of Kubernetes.
    case seconds
    /// `metav1.MicroTime` of Kubernetes, always six digits.
    case microseconds
    /// Always nine digits.
    case nanoseconds
  }

  /// The moment in UTC, such as `2026-02-28T23:59:59Z` (RFC 3339 §5.6).
  package func rfc3339(_ precision: Precision = .seconds) -> String {
    let (days, second) = seconds.quotientAndRemainder(flooringBy: 86_400)
    let date = CivilDate(daysSince1970: days)
    let time =
      "\(Self.pad(second / 3600)):\(Self.pad(second / 60 % 60)):\(Self.pad(second % 60))"
    let fraction =
      switch precision {
      case .seconds: ""
      case .microseconds: ".\(Self.pad(Int64(nanoseconds / 1_000), 6))"
      case .nanoseconds: ".\(Self.pad(Int64(nanoseconds), 9))"
      }
    let day = "\(Self.pad(date.year, 4))-\(Self.pad(date.month))-\(Self.pad(date.day))"
    return "\(day)T\(time)\(fraction)Z"
  }

  /// The moment that a text names, or nil when it is not RFC 3339's `date-time`.
  ///
  /// Any offset is taken; digits below a nanosecond are dropped. A leap second (`:60`) is refused,
  /// as Go does.
  package init?(rfc3339 text: String) {
    var digits = Digits(text)
    guard
      let year = digits.number(4), digits.skip("-"), let month = digits.number(2),
      digits.skip("-"), let day = digits.number(2), digits.skip("T") || digits.skip("t"),
      let hour = digits.number(2), digits.skip(":"), let minute = digits.number(2),
      digits.skip(":"), let second = digits.number(2),
      let date = CivilDate(year: year, month: month, day: day),
      hour < 24, minute < 60, second < 60
    else { return nil }
    var fraction: Int32 = 0
    if digits.skip(".") {
      guard let parsed = digits.fraction() else { return nil }
      fraction = parsed
    }
    guard let offset = digits.offset(), digits.isAtEnd else { return nil }
    self.init(
      seconds: date.daysSince1970 * 86_400 + hour * 3600 + minute * 60 + second - offset,
      nanoseconds: fraction)
  }

  /// Reads a text from the left.
  private struct Digits {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = text[...].utf8 }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
      guard let first = rest.first, UInt32(first) == character.value else { return false }
      rest.removeFirst()
      return true
    }

    mutating func number(_ count: Int) -> Int64? {
      guard rest.count >= count else { return nil }
      var number: Int64 = 0
      for digit in rest.prefix(count) {
        guard let value = Self.value(of: digit) else { return nil }
        number = number * 10 + value
      }
      rest = rest.dropFirst(count)
      return number
    }

    mutating func fraction() -> Int32? {
      var unit: Int64 = 100_000_000
      var total: Int64 = 0
      var count = 0
      while let digit = rest.first, let value = Self.value(of: digit) {
        total += value * unit
        unit /= 10
        count += 1
        rest.removeFirst()
      }
      return count > 0 ? Int32(total) : nil
    }

    /// Seconds east of UTC.
    mutating func offset() -> Int64? {
      if skip("Z") || skip("z") { return 0 }
      let isWest = skip("-")
      guard
        isWest || skip("+"), let hours = number(2), skip(":"), let minutes = number(2),
        hours < 24, minutes < 60
      else { return nil }
      return (hours * 3600 + minutes * 60) * (isWest ? -1 : 1)
    }

    private static func value(of digit: UInt8) -> Int64? {
      UInt8(ascii: "0")...UInt8(ascii: "9") ~= digit ? Int64(digit - UInt8(ascii: "0")) : nil
    }
  }
}
