internal import JSON

/// The caller's part of a list in protobuf, of whatever kind, or of several pages of one.
///
/// Memory is the kept items, which are bounded, and one item. The answer goes out at the end.
final class ProtobufListAnswer: AnswerFilter, PagedFilter {
  private var scan: ProtobufListScan
  private var failure: FilterError?

  /// A filter of one answer that holds at most so many bytes of items.
  init(readsLabels: Bool, maximumHeld: Int, lease: BufferLease? = nil) {
    scan = ProtobufListScan(readsLabels: readsLabels, maximumHeld: maximumHeld, lease: lease)
  }

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
    do throws(FilterError) {
      guard try scan.endPage().continueToken.isEmpty else {
        throw FilterError(description: "the list has more pages")
      }
      try scan.release(continueToken: "", into: &output)
    } catch { throw fail(error) }
  }

  func endPage() throws(FilterError) -> PageMetadata {
    if let failure { throw failure }
    do throws(FilterError) {
      let metadata = try scan.endPage()
      return PageMetadata(
        resourceVersion: metadata.resourceVersion, continueToken: metadata.continueToken)
    } catch { throw fail(error) }
  }

  func finish(continueToken: String, into output: inout [UInt8]) throws(FilterError) {
    if let failure { throw failure }
    do throws(FilterError) {
      try scan.release(continueToken: continueToken, into: &output)
    } catch { throw fail(error) }
  }

  /// After an error nothing is held, and nothing is taken any more.
  private func fail(_ error: FilterError) -> FilterError {
    failure = error
    scan.drop()
    return error
  }
}
