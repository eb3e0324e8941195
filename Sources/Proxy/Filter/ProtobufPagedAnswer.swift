internal import JSON

/// One list in protobuf of the kept items of several pages.
final class ProtobufPagedAnswer: PagedFilter {
  private var scan: ProtobufListScan
  private var failure: FilterError?

  /// A filter of one list that holds at most so many bytes of items.
  init(readsLabels: Bool, maximumHeld: Int) {
    scan = ProtobufListScan(readsLabels: readsLabels, maximumHeld: maximumHeld)
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
