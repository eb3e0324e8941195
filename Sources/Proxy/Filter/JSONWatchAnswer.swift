internal import JSON

/// A stream of watch events in JSON: about objects, about PartialObjectMetadata, or as Tables.
///
/// BOOKMARK and ERROR events always pass, unless they name what is nobody's to know. A whole event
/// is out as soon as its last byte came in.
final class JSONWatchAnswer: AnswerFilter {
  private var filter: WatchFilter

  init(readsLabels: Bool, stripsObjects: Bool, maximumItem: Int) {
    filter = WatchFilter(
      readsLabels: readsLabels, stripsObjects: stripsObjects, maximumEventBytes: maximumItem)
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
