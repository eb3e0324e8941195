/// A streaming selection of watch events: the lines of kept ones go through as they came.
///
/// Events are JSON objects, each with a line feed behind it, `{"type":…,"object":…}`; an object is
/// judged by its own metadata, and a Table of one row by that of the row's object. Memory is one
/// event and the column definitions. It fails closed: an event goes out only after it was held to
/// the grammar as a whole, and after an error no further byte does.
package struct WatchFilter: ~Copyable {
  /// How many events about an object went through.
  package internal(set) var keptItems = 0

  /// How many events about an object were dropped.
  package internal(set) var hiddenItems = 0

  let readsLabels: Bool
  let stripsObjects: Bool

  /// The columns of a stream of Tables, which only its first event has.
  var columns = Columns.unseen

  var event: ItemScanner
  var row: ItemScanner

  private var place = Place.between
  private var failure: JSONError?

  /// How many bytes were fed before the present chunk.
  private var fed = 0

  /// The beginning of an event whose end is in a later chunk.
  private var held: [UInt8] = []

  /// What became of the column definitions.
  enum Columns {
    /// No event had any.
    case unseen
    /// The event that had them was dropped: the next one that passes takes them along.
    case carried([UInt8])
    /// They are with the client.
    case passed
  }

  private enum Place { case between, event, after }

  /// A filter of one stream.
  ///
  /// `stripsObjects` takes the object out of each Table's row, as `includeObject=None` asks for.
  /// `maximumEventBytes` bounds each event; labels are read only when `readsLabels` says so.
  package init(readsLabels: Bool, stripsObjects: Bool, maximumEventBytes: Int) {
    self.readsLabels = readsLabels
    self.stripsObjects = stripsObjects
    event = ItemScanner(
      shallow: EventHead.shallow, maximumDepth: Self.maximumDepth,
      maximumLength: maximumEventBytes)
    row = ItemScanner(
      shallow: ListShape.table.path.count + 1, maximumDepth: Self.maximumDepth,
      maximumLength: maximumEventBytes)
  }

  static let maximumDepth = ListFilter.maximumDepth

  /// More room than this is given back after an event, for a watch may wait for hours.
  private static let maximumIdleRoom = 16 << 10

  /// Takes the next bytes of the stream and appends what may go out.
  ///
  /// `keep` is asked once about the object of each ADDED, MODIFIED and DELETED event, in order.
  /// After an error every further call throws it again. Offsets of errors count from the start of
  /// the stream.
  package mutating func push(
    _ chunk: RawSpan, into out: inout [UInt8], keep: (ListItem) -> Bool
  ) throws(JSONError) {
    if let failure { throw failure }
    do {
      try unsafe chunk.withUnsafeBytes { (bytes) throws(JSONError) in
        try unsafe advance(bytes.bindMemory(to: UInt8.self), into: &out, keep: keep)
      }
    } catch {
      failure = error
      held = []
      throw error
    }
    fed += chunk.byteCount
  }

  /// Ends the stream; throws unless it ends between two events.
  package mutating func finish() throws(JSONError) {
    if let failure { throw failure }
    guard place != .event else {
      let error = JSONError(offset: fed, reason: "text ends early")
      failure = error
      held = []
      throw error
    }
  }

  private mutating func advance(
    _ chunk: UnsafeBufferPointer<UInt8>, into out: inout [UInt8], keep: (ListItem) -> Bool
  ) throws(JSONError) {
    var next = 0
    while next < chunk.count {
      switch (place, unsafe chunk[next]) {
      case (.event, _):
        let rest = unsafe UnsafeBufferPointer(rebasing: chunk[next...])
        next += try unsafe takeEvent(rest, at: fed + next, into: &out, keep: keep)
      case (.between, UInt8(ascii: "{")):
        event.reset()
        place = .event
      case (.after, 0x0A):
        place = .between
        next += 1
      case (_, 0x20), (_, 0x0A), (_, 0x0D), (_, 0x09): next += 1
      default: throw JSONError(offset: fed + next, reason: "not an event")
      }
    }
  }

  /// Takes the bytes of an event, and lets it out when it is whole and kept.
  private mutating func takeEvent(
    _ rest: UnsafeBufferPointer<UInt8>, at offset: Int, into out: inout [UInt8],
    keep: (ListItem) -> Bool
  ) throws(JSONError) -> Int {
    let start = offset - event.length
    do {
      guard let end = try unsafe event.follow(rest) else {
        unsafe held.append(contentsOf: rest)
        return rest.count
      }
      let tail = unsafe UnsafeBufferPointer(rebasing: rest[..<end])
      if held.isEmpty {
        try judge(unsafe Span(_unsafeElements: tail), into: &out, keep: keep)
      } else {
        var whole: [UInt8] = []
        swap(&whole, &held)
        unsafe whole.append(contentsOf: tail)
        try judge(whole.span, into: &out, keep: keep)
        if whole.capacity <= Self.maximumIdleRoom {
          whole.removeAll(keepingCapacity: true)
          swap(&whole, &held)
        }
      }
      place = .after
      return end
    } catch { throw error.moved(by: start) }
  }
}
