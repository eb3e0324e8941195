/// A moment: Unix seconds and nanoseconds of the second, leap seconds not counted.
package struct Timestamp: Hashable, Comparable, Sendable {
  package let seconds: Int64
  /// 0 ..< 1 000 000 000, counted forward whatever the sign of `seconds`.
  package let nanoseconds: Int32

  package init(seconds: Int64, nanoseconds: Int32 = 0) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  package static func < (left: Timestamp, right: Timestamp) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }

  /// A number with zeros in front.
  static func pad(_ number: Int64, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
