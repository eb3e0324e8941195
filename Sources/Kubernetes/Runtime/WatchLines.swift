/// Cuts the bytes of a watch into its lines, one JSON event a line.
///
/// Chunks arrive as the network cut them. A line may not be longer than a bound, so a server cannot
/// make the reader hold more than that.
package struct WatchLines: Sendable {
  /// The longest line, in bytes without its newline.
  package let limit: Int

  private var buffer: [UInt8] = []
  private var start = 0
  private var scanned = 0

  /// A splitter that has seen nothing; 16 MiB is ten times what etcd stores of one object.
  package init(limit: Int = 16 << 20) {
    self.limit = limit
  }

  /// Takes in one chunk.
  package mutating func append(_ chunk: some Collection<UInt8>) {
    if start == buffer.count {
      buffer.removeAll(keepingCapacity: buffer.capacity <= 1 << 16)
      scanned = 0
      start = 0
    } else if start > 0 {
      buffer.removeSubrange(..<start)
      scanned -= start
      start = 0
    }
    buffer.append(contentsOf: chunk)
  }

  /// Returns the next whole line without its newline, or nil when more bytes are needed.
  ///
  /// Empty lines are skipped.
  package mutating func next() throws(APIError) -> [UInt8]? {
    let tooLong = APIError.unreadable("an event of the watch is longer than \(limit) bytes")
    while let end = buffer[scanned...].firstIndex(of: UInt8(ascii: "\n")) {
      let line = buffer[start..<end]
      start = end + 1
      scanned = start
      if line.count > limit { throw tooLong }
      if line.allSatisfy({ $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: " ") }) { continue }
      return Array(line)
    }
    scanned = buffer.count
    if scanned - start > limit { throw tooLong }
    return nil
  }

  /// Whether bytes of an unfinished line are held, which at the end of the stream means that it was
  /// cut off.
  package var isInsideLine: Bool { start < buffer.count }
}
