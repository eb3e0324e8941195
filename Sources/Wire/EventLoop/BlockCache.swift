/// Blocks of memory that emptied buffers gave back, for the next buffer of the same loop.
///
/// A request fills and empties a few buffers; with the allocator each would cost a search of its
/// larger bins.
@safe
struct BlockCache: ~Copyable {
  /// Bytes of a block: one TLS record.
  static let size = 16 * 1024
  /// Blocks kept: 1 MiB a loop.
  private static let maximum = 64

  private var blocks: [UnsafeMutableRawPointer] = unsafe []

  deinit {
    unsafe blocks.forEach { unsafe $0.deallocate() }
  }

  mutating func take() -> UnsafeMutableRawPointer {
    unsafe blocks.popLast() ?? .allocate(byteCount: Self.size, alignment: 16)
  }

  mutating func give(_ block: UnsafeMutableRawPointer) {
    guard unsafe blocks.count < Self.maximum else { return unsafe block.deallocate() }
    unsafe blocks.append(block)
  }
}
