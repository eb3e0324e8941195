import ArgumentParser

/// A time as flags of Kubernetes take it, such as 5s, 1m30s or 500ms (Go's `time.ParseDuration`); a number
/// without a unit is seconds.
struct GoDuration: ExpressibleByArgument, Sendable, Equatable, CustomStringConvertible {
  let duration: Duration

  private static let milliseconds: [Substring: Int64] = [
    "ms": 1, "s": 1_000, "m": 60_000, "h": 3_600_000,
  ]
  /// More than any of these flags can mean.
  private static let most: Int64 = 24 * 3_600_000

  init(_ duration: Duration) { self.duration = duration }

  /// Nil for what is no such time, and for more than a day.
  init?(argument: String) {
    var rest = argument[...]
    var sum: Int64 = 0
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(digits.count)
      let unit = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(unit.count)
      let isBare = unit.isEmpty && digits.count == argument.count
      guard let count = Int64(digits), count <= Self.most,
        let factor = Self.milliseconds[isBare ? "s" : unit]
      else { return nil }
      sum += count * factor
      guard sum <= Self.most else { return nil }
    }
    duration = .milliseconds(sum)
  }

  var description: String {
    let (seconds, attoseconds) = duration.components
    let milliseconds = attoseconds / 1_000_000_000_000_000
    return milliseconds == 0 ? "\(seconds)s" : "\(seconds * 1_000 + milliseconds)ms"
  }

  var defaultValueDescription: String { description }
}
