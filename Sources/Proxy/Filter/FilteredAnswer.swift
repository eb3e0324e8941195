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
  private let shape: AnswerShape
  private let filter: any AnswerFilter
  /// What may go out and did not yet; whoever sends it empties it.
  var output: [UInt8] = []

  init(_ filtering: Filtering, in shape: AnswerShape, lease: BufferLease) {
    self.filtering = filtering
    self.shape = shape
    filter = shape.filter(
      for: filtering, readsLabels: filtering.selection?.readsLabels ?? false, lease: lease)
  }

  var hiddenItems: Int { filter.hiddenItems }

  /// Takes the next bytes of a list.
  mutating func push(_ bytes: RawSpan) throws(ExchangeError) {
    let selection = filtering.selection
    do throws(FilterError) {
      try filter.push(bytes, into: &output) { item in
        selection?.selects(name: item.name, uid: item.uid, labels: item.labels) ?? false
      }
    } catch {
      throw ExchangeError(error)
    }
  }

  /// Ends a list; throws unless exactly one whole list was seen.
  mutating func finish() throws(ExchangeError) {
    do throws(FilterError) { try filter.finish(into: &output) } catch {
      throw ExchangeError(error)
    }
  }

  /// Judges a list of at most one object that was read whole.
  consuming func judge(list bytes: [UInt8]) throws(ExchangeError) -> Whole {
    try bytes.withRawSpan { (bytes) throws(ExchangeError) in try push(bytes) }
    try finish()
    if filter.hiddenItems > 0, filtering.hiddenMeansPass { return .passedInstead }
    if filter.keptItems == 0, filtering.emptyMeansPass { return .passedInstead }
    return .shown(output)
  }

  /// Judges an object by name: as itself, or as a Table of one row.
  consuming func judge(object bytes: [UInt8]) throws(ExchangeError) -> Whole {
    guard try !isTable(bytes) else { return try judge(list: bytes) }
    let item: ListItem
    switch shape.encoding {
    case .protobuf:
      do throws(FilterError) { item = try ProtobufAnswer.object(bytes) } catch {
        throw ExchangeError(error)
      }
    case .json:
      do throws(JSONError) { item = try ListItem(object: bytes) } catch {
        throw .unfilterable(error.description)
      }
    }
    guard
      let selection = filtering.selection,
      selection.selects(name: item.name, uid: item.uid, labels: item.labels)
    else { return .passedInstead }
    return .shown(bytes)
  }

  /// Whether the answer is a Table, which there is in JSON only.
  private func isTable(_ bytes: [UInt8]) throws(ExchangeError) -> Bool {
    guard shape.encoding == .json else { return false }
    do throws(JSONError) { return try JSONValue(parsing: bytes)["kind"]?.string == "Table" } catch {
      throw .unfilterable(error.description)
    }
  }
}
