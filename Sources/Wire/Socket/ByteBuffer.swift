/// Bytes between two moves: filled at the end, taken from the front.
///
/// Holds no memory while empty and released.
@safe
package final class ByteBuffer {
  private var base: UnsafeMutableRawPointer?
  /// Bytes of memory held.
  private(set) var capacity = 0
  private var start = 0
  private var end = 0

  /// Whose cached blocks are used; the buffer then belongs to that loop's thread.
  private let loop: EventLoop?

  package init() { loop = nil }

  init(_ loop: EventLoop) { self.loop = loop }

  deinit { unsafe base?.deallocate() }

  /// Bytes that can be taken.
  package var count: Int { end - start }
  package var isEmpty: Bool { start == end }

  /// The bytes that can be taken.
  var readable: UnsafeRawBufferPointer {
    guard let base = unsafe base else { return unsafe UnsafeRawBufferPointer(start: nil, count: 0) }
    return unsafe UnsafeRawBufferPointer(start: base + start, count: end - start)
  }

  /// The room after them.
  var writable: UnsafeMutableRawBufferPointer {
    guard let base = unsafe base else {
      return unsafe UnsafeMutableRawBufferPointer(start: nil, count: 0)
    }
    return unsafe UnsafeMutableRawBufferPointer(start: base + end, count: capacity - end)
  }

  /// A copy of the bytes that can be taken.
  package var bytes: [UInt8] { unsafe [UInt8](readable) }

  /// Appends a copy of the bytes that can be taken.
  package func append(to bytes: inout [UInt8]) {
    unsafe bytes.append(contentsOf: readable)
  }

  /// Lends the bytes that can be taken.
  package func withBytes<Value, Failure: Error>(_ body: (RawSpan) throws(Failure) -> Value)
    throws(Failure) -> Value
  {
    try unsafe body(readable.bytes)
  }

  /// Makes room for `room` more bytes.
  func reserve(_ room: Int) {
    guard capacity - end < room else { return }
    if capacity - count >= room, let base = unsafe base {
      unsafe base.copyMemory(from: base + start, byteCount: count)
    } else {
      var larger = max(capacity * 2, count + room)
      let memory: UnsafeMutableRawPointer
      if let loop, larger <= BlockCache.size {
        larger = BlockCache.size
        unsafe memory = loop.blocks.take()
      } else {
        unsafe memory = .allocate(byteCount: larger, alignment: 16)
      }
      if let base = unsafe base {
        unsafe memory.copyMemory(from: base + start, byteCount: count)
        unsafe giveBack(base)
      }
      unsafe base = memory
      capacity = larger
    }
    end -= start
    start = 0
  }

  /// Says that `count` bytes were written into `writable`.
  func filled(_ count: Int) { end += count }

  /// Takes `count` bytes from the front.
  func consume(_ count: Int) {
    start += count
    if start == end {
      start = 0
      end = 0
    }
  }

  package func append(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress else { return }
    reserve(bytes.count)
    unsafe writable.baseAddress?.copyMemory(from: source, byteCount: bytes.count)
    end += bytes.count
  }

  package func append(_ bytes: [UInt8]) {
    unsafe bytes.withUnsafeBytes { unsafe append($0) }
  }

  package func append(_ bytes: ArraySlice<UInt8>) {
    unsafe bytes.withUnsafeBytes { unsafe append($0) }
  }

  package func append(_ text: StaticString) {
    unsafe append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  package func append(_ text: String) {
    var text = text
    text.withUTF8 { unsafe append(UnsafeRawBufferPointer($0)) }
  }

  /// Takes `count` bytes from the end.
  func truncate(by count: Int) { end -= count }

  /// Overwrites `digits` bytes at `offset` from the front with a number, leading zeros included.
  func writeHexadecimal(_ number: Int, digits: Int, at offset: Int) {
    guard let base = unsafe base else { return }
    for digit in 0..<digits {
      let value = UInt8(truncatingIfNeeded: number >> (4 * (digits - 1 - digit)) & 15)
      let character = value < 10 ? 0x30 + value : 0x61 + value - 10
      unsafe base.storeBytes(of: character, toByteOffset: start + offset + digit, as: UInt8.self)
    }
  }

  /// Forgets all bytes; keeps the memory.
  package func clear() {
    start = 0
    end = 0
  }

  /// Gives the memory back if no bytes are held.
  package func release() {
    guard isEmpty, let held = unsafe base else { return }
    unsafe giveBack(held)
    unsafe base = nil
    capacity = 0
    clear()
  }

  private func giveBack(_ memory: UnsafeMutableRawPointer) {
    guard let loop, capacity == BlockCache.size else { return unsafe memory.deallocate() }
    unsafe loop.blocks.give(memory)
  }
}
