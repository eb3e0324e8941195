internal import Decide
internal import JSON
internal import KubernetesAPI
internal import Ownership
internal import Wire

/// What of an answer to a widened request may be shown; the only way such an answer reaches a client.
struct FilteredAnswer: ~Copyable {
  /// What became of an answer that was read to its end.
  enum Whole {
    /// These bytes may go out.
    case shown([UInt8])
    /// Nothing of it may be shown by us: the request is passed, and the API server says what it says.
    case passedInstead
  }

  /// Bytes of one item: the API server refuses objects beyond 1.5 MiB (etcd) and 3 MiB (request).
  static let maximumItem = 4 << 20

  private let filtering: Filtering
  private var filter: ListFilter
  private(set) var output: [UInt8] = []

  init(_ filtering: Filtering) {
    self.filtering = filtering
    filter = ListFilter(
      readsLabels: filtering.selection?.readsLabels ?? false, maximumItemBytes: Self.maximumItem)
  }

  var hiddenItems: Int { filter.hiddenItems }

  /// Takes the next bytes of a list.
  mutating func push(_ bytes: RawSpan) throws(ExchangeError) {
    let selection = filtering.selection
    do throws(JSONError) {
      try filter.push(bytes, into: &output) { item in
        selection?.selects(name: item.name, uid: item.uid, labels: item.labels) ?? false
      }
    } catch {
      throw .unfilterable(error.description)
    }
  }

  /// Takes all the bytes of a list.
  mutating func push(_ bytes: [UInt8]) throws(ExchangeError) {
    try bytes.withRawSpan { (bytes) throws(ExchangeError) in try push(bytes) }
  }

  /// Takes what may go out so far.
  mutating func takeOutput() -> [UInt8] {
    defer { output.removeAll(keepingCapacity: true) }
    return output
  }

  /// Ends a list; throws unless exactly one whole list was seen.
  mutating func finish() throws(ExchangeError) {
    do throws(JSONError) { try filter.finish() } catch { throw .unfilterable(error.description) }
  }

  /// Judges a list of at most one object that was read whole.
  consuming func finishOne() throws(ExchangeError) -> Whole {
    try finish()
    if filter.hiddenItems > 0, filtering.hiddenMeansPass { return .passedInstead }
    if filter.keptItems == 0, filtering.emptyMeansPass { return .passedInstead }
    return .shown(output)
  }

  /// Judges an object by name: as itself, or as a Table of one row.
  consuming func judge(object bytes: [UInt8]) throws(ExchangeError) -> Whole {
    let kind: String?
    do throws(JSONError) { kind = try JSONValue(parsing: bytes)["kind"]?.string } catch {
      throw .unfilterable(error.description)
    }
    if kind == "Table" {
      try push(bytes)
      return try finishOne()
    }
    let item: ListItem
    do throws(JSONError) { item = try ListItem(object: bytes) } catch {
      throw .unfilterable(error.description)
    }
    guard
      let selection = filtering.selection,
      selection.selects(name: item.name, uid: item.uid, labels: item.labels)
    else { return .passedInstead }
    return .shown(bytes)
  }
}
