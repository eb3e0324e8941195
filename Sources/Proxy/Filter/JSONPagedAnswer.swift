internal import JSON

/// Several pages of a list in JSON as one: of objects, of PartialObjectMetadata, or a Table.
///
/// Members and metadata are those of the first page. A page with another `kind`, `apiVersion`,
/// shape or resourceVersion is an error.
final class JSONPagedAnswer: PagedFilter {
  private var filter: ListFilter

  init(readsLabels: Bool, stripsObjects: Bool, maximumItem: Int) {
    filter = ListFilter(
      readsLabels: readsLabels, stripsObjects: stripsObjects, isPaged: true,
      maximumItemBytes: maximumItem)
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

  func endPage() throws(FilterError) -> PageMetadata {
    do throws(JSONError) {
      let page = try filter.endPage()
      return PageMetadata(
        resourceVersion: page.resourceVersion, continueToken: page.continueToken)
    } catch {
      throw FilterError(error)
    }
  }

  func finish(continueToken: String, into output: inout [UInt8]) throws(FilterError) {
    do throws(JSONError) {
      try filter.finishPages(continueToken: continueToken, into: &output)
    } catch {
      throw FilterError(error)
    }
  }
}
