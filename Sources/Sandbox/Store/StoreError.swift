/// Why a moment of the past cannot be read.
enum StoreError: Error, Sendable, Equatable {
  /// The history begins later.
  case compacted
  /// The revision has not come yet; `current` is the newest.
  case future(current: UInt64)
}
