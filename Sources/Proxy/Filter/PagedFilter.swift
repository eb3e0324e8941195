internal import JSON

/// Makes one list of the kept items of several pages of a list.
///
/// The envelope is that of the first page; the list's metadata is written behind the items, because
/// only then is it known whether another page follows.
protocol PagedFilter: AnyObject {
  /// How many items went through.
  var keptItems: Int { get }

  /// How many items were dropped.
  var hiddenItems: Int { get }

  /// Takes the next bytes of the present page and appends what may go out.
  func push(
    _ bytes: RawSpan, into output: inout [UInt8], keep: (ListItem) -> Bool
  ) throws(FilterError)

  /// Ends the present page; what is pushed next is another page of the same list.
  func endPage() throws(FilterError) -> PageMetadata

  /// Ends the list with its metadata, in which `continueToken` stands unless it is empty.
  func finish(continueToken: String, into output: inout [UInt8]) throws(FilterError)
}

/// What the metadata of one page says.
struct PageMetadata: Equatable {
  /// The version of the list, the same on every page.
  var resourceVersion: String
  /// The upstream's token for the next page; empty on the last.
  var continueToken: String
}
