/// A streaming splice of a list: the bytes of kept items go through as they came.
///
/// Every other item is dropped with its comma, and the envelope is kept. Memory is one item and
/// what the caller feeds at once. Nothing of the list is decoded and written again.
///
/// It fails closed: an item or a member of the envelope goes out only after it was held to the
/// grammar as a whole, and after an error no further byte does. The envelope may have the members
/// of a list and no others, so an answer of another kind ends in an error before its content.
package struct ListFilter: ~Copyable {
  /// How many items went through.
  package internal(set) var keptItems = 0

  /// How many items were dropped.
  package internal(set) var hiddenItems = 0

  /// The shapes the answer can still be of: one, once its array was met.
  var shapes: [ListShape]
  let readsLabels: Bool
  let stripsObjects: Bool
  let maximumBytes: Int

  /// What the pages before the present one said; nil when the list has no more than this one.
  var pages: ListPages?

  var place = Place.start
  var failure: JSONError?

  /// How many bytes were fed before the present chunk.
  var fed = 0

  /// The members of the envelope that were met, as bits.
  var seen: UInt8 = 0

  /// The member whose value is next.
  var member = EnvelopeKey.kind

  /// The beginning of a token whose end is in a later chunk.
  var held: [UInt8] = []

  /// The white space before an item, which goes through only with the item.
  var gap: [UInt8] = []

  /// Whether the next byte of a string is escaped.
  var escaped = false

  var value: ItemScanner
  var item: ItemScanner

  /// Where in the grammar the next byte stands.
  enum Place {
    case start, firstKey, nextKey, key, colon, beforeValue, string, null, composite, afterValue
    case firstItem, nextItem, item, afterItem, end
  }

  /// A filter of one answer.
  ///
  /// The answer itself says by its members which of `shapes` it has. `maximumItemBytes` bounds each
  /// item and each member of the envelope; labels are read only when `readsLabels` says so.
  /// `stripsObjects` takes the object out of each row of a Table, as `includeObject=None` asks for.
  /// With `isPaged` what is fed is pages, each ended by `endPage`, and what comes out is one list.
  package init(
    shapes: [ListShape] = [.list, .table], readsLabels: Bool, stripsObjects: Bool = false,
    isPaged: Bool = false, maximumItemBytes: Int
  ) {
    self.shapes = shapes
    self.readsLabels = readsLabels
    self.stripsObjects = stripsObjects
    pages = isPaged ? ListPages() : nil
    maximumBytes = maximumItemBytes
    // The answer is one level around its members, and two around its items.
    value = ItemScanner(
      shallow: 0, maximumDepth: Self.maximumDepth - 1, maximumLength: maximumItemBytes)
    item = ItemScanner(
      shallow: 1, maximumDepth: Self.maximumDepth - 2, maximumLength: maximumItemBytes)
  }

  static let maximumDepth = 100

  /// Takes the next bytes of the answer and appends what may go out.
  ///
  /// `keep` is asked once about each item, in order. After an error every further call throws it
  /// again. Offsets of errors count from the start of the answer.
  package mutating func push(
    _ chunk: RawSpan, into out: inout [UInt8], keep: (ListItem) -> Bool
  ) throws(JSONError) {
    try unsafe chunk.withUnsafeBytes { (bytes) throws(JSONError) in
      try unsafe push(bytes, into: &out, keep: keep)
    }
  }

  /// The same over a buffer.
  package mutating func push(
    _ chunk: UnsafeRawBufferPointer, into out: inout [UInt8], keep: (ListItem) -> Bool
  ) throws(JSONError) {
    if let failure { throw failure }
    do {
      try unsafe advance(
        chunk.bindMemory(to: UInt8.self), into: &out, keep: keep)
    } catch {
      failure = error
      held = []
      gap = []
      throw error
    }
    fed += chunk.count
  }

  /// Ends the answer; throws unless exactly one whole list was seen.
  package mutating func finish() throws(JSONError) {
    if let failure { throw failure }
    guard place == .end else {
      let error = JSONError(offset: fed, reason: "text ends early")
      failure = error
      throw error
    }
  }

  private mutating func advance(
    _ chunk: UnsafeBufferPointer<UInt8>, into out: inout [UInt8], keep: (ListItem) -> Bool
  ) throws(JSONError) {
    var next = 0
    while next < chunk.count {
      let rest = unsafe UnsafeBufferPointer(rebasing: chunk[next...])
      let taken: Int
      switch place {
      case .item: taken = try unsafe takeItem(rest, at: fed + next, into: &out, keep: keep)
      case .composite:
        let start = fed + next - held.count
        let end: Int?
        do { end = try unsafe value.follow(rest) } catch { throw error.moved(by: start) }
        taken = try unsafe take(rest, upTo: end, at: fed + next, into: &out)
      case .key, .string, .null:
        taken = try unsafe take(rest, upTo: tokenEnd(rest), at: fed + next, into: &out)
      default:
        taken = try takePunctuation(unsafe rest[0], at: fed + next, into: &out)
      }
      next += taken
    }
  }
}
