/// An event of a watch in protobuf.
package enum ProtobufWatchFrame {
  /// One frame: its length in four bytes, the highest first, and a `WatchEvent`.
  ///
  /// Source: apimachinery's `LengthDelimitedFramer` and `meta/v1/generated.proto`.
  ///
  /// - Parameter object: what the event is about, in its envelope.
  package static func event(type: String, object: [UInt8]) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.string(1, type)
    writer.message(2) { $0.bytes(1, object) }  // RawExtension
    let length = UInt32(writer.bytes.count)
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) } + writer.bytes
  }
}
