internal import JSON
internal import KubernetesAPI

/// Reads a watch in protobuf, event by event.
///
/// A frame is a length in four bytes, the highest first, and a `WatchEvent` without an envelope;
/// the object in it has one.
struct ProtobufWatchScan: ProtobufPieces {
  private(set) var keptItems = 0
  private(set) var hiddenItems = 0
  var held: [UInt8] = []

  private let readsLabels: Bool

  /// A reader of one watch.
  init(readsLabels: Bool) { self.readsLabels = readsLabels }

  func measure(_ bytes: Span<UInt8>) throws(FilterError) -> Int? {
    guard bytes.count >= Self.prefix else { return nil }
    var length = 0
    for place in 0..<Self.prefix { length = length << 8 | Int(bytes[place]) }
    guard 1...FilteredAnswer.maximumItem ~= length else {
      throw FilterError(description: "event is empty or too long")
    }
    return Self.prefix + length
  }

  mutating func take(
    _ part: Span<UInt8>, into output: inout [UInt8], keep: (ListItem) -> Bool
  ) throws(FilterError) {
    guard try passes(part.extracting(Self.prefix..<part.count), keep: keep) else { return }
    part.append(to: &output)
  }

  /// How many bytes a length has.
  private static let prefix = 4

  /// Whether an event goes through.
  private mutating func passes(
    _ event: Span<UInt8>, keep: (ListItem) -> Bool
  ) throws(FilterError) -> Bool {
    let (type, range) = try Self.read(event)
    let object = event.extracting(range)
    switch type {
    case "ADDED", "MODIFIED", "DELETED":
      var item = try ProtobufObject(object, readsLabels: readsLabels).item
      item.isDeleted = type == "DELETED"
      let isKept = keep(item)
      if isKept { keptItems += 1 } else { hiddenItems += 1 }
      return isKept
    case "BOOKMARK":
      // It has a version and annotations; with a name it would tell of an object unjudged.
      guard try ProtobufObject(object, readsLabels: false).metadata.name.isEmpty else {
        throw FilterError(description: "bookmark of an object")
      }
    case "ERROR":
      let status: Status
      do throws(ProtobufError) { status = try Status(protobuf: object) } catch {
        throw FilterError(error)
      }
      guard status.continueToken.isEmpty else {
        throw FilterError(description: "error with a token that names an object")
      }
    default: throw FilterError(description: "event of an unknown type")
    }
    return true
  }

  /// The type of a `WatchEvent`, and where in it the object's envelope is.
  private static func read(
    _ event: Span<UInt8>
  ) throws(FilterError) -> (type: String, object: Range<Int>) {
    do throws(ProtobufError) {
      var type = ""
      var object: Range<Int>?
      var reader = ProtobufReader(event)
      var once = FieldNumbers()
      while let (number, wire) = try reader.next() {
        try once.insert(number, of: "WatchEvent")
        switch (number, wire) {
        case (1, .bytes): type = try reader.string()
        case (2, .bytes):
          let outer = try reader.range()
          let raw = try Self.raw(event.extracting(outer))
          object = outer.lowerBound + raw.lowerBound..<outer.lowerBound + raw.upperBound
        case (1...2, _): throw .wrong(wire)
        default: throw .unknown(number, of: "WatchEvent")
        }
      }
      guard let object else { throw ProtobufError(message: "event without an object") }
      return (type, object)
    } catch { throw FilterError(error) }
  }

  /// Where in a `RawExtension` its bytes are.
  private static func raw(_ bytes: Span<UInt8>) throws(ProtobufError) -> Range<Int> {
    var reader = ProtobufReader(bytes)
    guard let (number, type) = try reader.next() else {
      throw ProtobufError(message: "event without an object")
    }
    guard number == 1 else { throw .unknown(number, of: "RawExtension") }
    guard type == .bytes else { throw .wrong(type) }
    let raw = try reader.range()
    guard reader.isAtEnd else { throw .repeated("of RawExtension") }
    return raw
  }
}
