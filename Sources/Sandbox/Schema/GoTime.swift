/// A moment, in the two spellings the API has (`metav1.Time`, `metav1.MicroTime`).
struct GoTime: Sendable, Hashable {
  /// How a moment is written.
  enum Layout: String {
    case seconds = "2006-01-02T15:04:05Z07:00"
    case microseconds = "2006-01-02T15:04:05.000000Z07:00"
  }

  /// Seconds since 1970, in UTC.
  var seconds: Int64
  /// The fraction of the second.
  var nanoseconds: Int32 = 0

  /// Whether this is Go's zero time, the first moment of the year 1.
  var isZero: Bool { seconds == -62_135_596_800 && nanoseconds == 0 }

  /// The seconds of the years 1 to 9999, which are those the API can write.
  static let years: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

  /// The moment in UTC.
  func text(_ layout: Layout) -> String {
    let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
    let second = seconds - days * 86_400
    let (year, month, day) = Self.date(days)
    var text = Self.digits(year, 4) + "-" + Self.digits(month, 2) + "-" + Self.digits(day, 2) + "T"
    text += Self.digits(second / 3600, 2) + ":" + Self.digits(second / 60 % 60, 2)
    text += ":" + Self.digits(second % 60, 2)
    if layout == .microseconds { text += "." + Self.digits(Int64(nanoseconds) / 1000, 6) }
    return text + "Z"
  }

  private static func digits(_ value: Int64, _ count: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
  }

  // Days and dates of the Gregorian calendar, by eras of 400 years that begin in March.

  private static func date(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// The day since 1970 of a date.
  static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
