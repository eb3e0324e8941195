internal import JSON
internal import KubernetesAPI

/// The caller's part of a watch in protobuf: frames that go through whole, or not at all.
///
/// Memory is one frame.
final class ProtobufWatchAnswer: AnswerFilter {
  private var scan: ProtobufWatchScan
  private var failure: FilterError?

  /// A filter of one watch.
  init(readsLabels: Bool) { scan = ProtobufWatchScan(readsLabels: readsLabels) }

  var keptItems: Int { scan.keptItems }

  var hiddenItems: Int { scan.hiddenItems }

  func push(
    _ bytes: RawSpan, into output: inout [UInt8], keep: (ListItem) -> Bool
  ) throws(FilterError) {
    if let failure { throw failure }
    do throws(FilterError) {
      try scan.feed(bytes.octets, into: &output, keep: keep)
    } catch { throw fail(error) }
  }

  func finish(into output: inout [UInt8]) throws(FilterError) {
    if let failure { throw failure }
    guard scan.held.isEmpty else {
      throw fail(FilterError(description: "watch ends within an event"))
    }
  }

  /// After an error nothing is held, and nothing is taken any more.
  private func fail(_ error: FilterError) -> FilterError {
    failure = error
    scan.held = []
    return error
  }

  /// An event that ends a watch, as the API server writes it.
  static func errorEvent(_ status: Status) -> [UInt8] {
    ProtobufWatchFrame.event(type: "ERROR", object: status.encodedProtobuf())
  }
}
