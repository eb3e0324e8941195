internal import Decide
internal import JSON
internal import KubernetesAPI
internal import Wire

/// What the bytes of an answer are, as its own fields say: never what was asked for.
struct AnswerShape: Equatable {
  /// How objects are written.
  enum Encoding: Equatable {
    case json
    case protobuf
  }

  /// How objects are written.
  let encoding: Encoding
  /// Whether the fields say that events follow one another.
  ///
  /// The API server says so of protobuf only (handlers/watch.go).
  let isStream: Bool

  /// Bytes of kept items that are held for a list in protobuf, whose lengths come first.
  static let maximumHeld = 64 << 20

  /// Reads the content type; nil for anything that cannot be filtered.
  init?(_ fields: Fields) {
    let types = fields.values(of: .contentType)
    guard types.count == 1 else { return nil }
    let parts = types[0].lowercased().split(separator: ";", omittingEmptySubsequences: false)
      .map { $0.filter { $0 != " " && $0 != "\t" } }
    switch parts[0] {
    case "application/json": encoding = .json
    case "application/vnd.kubernetes.protobuf": encoding = .protobuf
    default: return nil
    }
    isStream = parts.dropFirst().contains("stream=watch")
  }

  /// Whether an answer of this shape can be one to what was asked.
  func fits(_ form: Filtering.Form) -> Bool {
    form == .watch ? isStream || encoding == .json : !isStream
  }

  /// The event that ends a watch by an error.
  func errorEvent(_ status: Status) -> [UInt8] {
    switch encoding {
    case .json:
      let event: JSONValue = ["type": "ERROR", "object": status.json]
      return event.encoded() + [UInt8(ascii: "\n")]
    case .protobuf: return ProtobufWatchAnswer.errorEvent(status)
    }
  }

  /// The filter of an answer to what was asked.
  ///
  /// What it holds of the answer is held of the lease.
  func filter(
    for filtering: Filtering, readsLabels: Bool, lease: BufferLease
  ) -> any AnswerFilter {
    let isWatch = filtering.form == .watch
    return switch encoding {
    case .json:
      JSONAnswer.filter(
        isWatch: isWatch, readsLabels: readsLabels, stripsObjects: filtering.stripsObjects)
    case .protobuf:
      ProtobufAnswer.filter(
        watch: isWatch, readsLabels: readsLabels, maximumHeld: Self.maximumHeld, lease: lease)
    }
  }
}
