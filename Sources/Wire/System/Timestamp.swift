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
}
