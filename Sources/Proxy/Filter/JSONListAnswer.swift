internal import JSON

/// A list in JSON: of objects, of PartialObjectMetadata, or a Table.
///
/// `remainingItemCount` goes, and a list of which more pages follow is an error: its token would
/// name an object. Pages are for `JSONPagedAnswer`.
final class JSONListAnswer: AnswerFilter {
  private var filter: ListFilter

  init(readsLabels: Bool, stripsObjects: Bool, maximumItem: Int) {
    filter = ListFilter(
      readsLabels: readsLabels, stripsObjects: stripsObjects, maximumItemBytes: maximumItem)
  }

  var keptItems: Int { filter.keptItems }
  var hiddenItems: Int { filter.hiddenItems }

  func push(
    _ bytes: RawSpan, into output: inout [UInt8], keep: (ListItem) -> Bool
  ) throws(FilterError) {
    do throws(JSONError) { try filter.push(bytes, into: &output, keep: keep) } catch {
      throw FilterError(error)
    }
  }

  func finish(into output: inout [UInt8]) throws(FilterError) {
    do throws(JSONError) { try filter.finish() } catch { throw FilterError(error) }
  }
}
