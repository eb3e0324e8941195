/// What decides how a watch event is filtered, found without reading the rest of it.
///
/// An event is `{"type":…,"object":…}` and has no other member (`meta/v1.WatchEvent`). A Table tells
/// itself from an object of any other kind by its `kind` alone.
struct EventHead: Equatable {
  /// How many levels of an event the scanner marks: it, its object, and the object's metadata.
  static let shallow = 3

  let type: EventType
  let isTable: Bool

  /// Where the value of a Table's `rows` is, after its colon.
  private(set) var rows: Int?

  /// Where the value of a Table's `columnDefinitions` is, with what follows up to the next colon.
  private(set) var columns: Range<Int>?

  /// Reads the head of a whole event from the places of its shallow members.
  init(_ bytes: Span<UInt8>, marks: [ItemScanner.Mark]) throws(JSONError) {
    var (type, kind): (String?, String?) = (nil, nil)
    var hasObject = false
    for place in 0..<marks.count where marks[place].depth <= 2 {
      let colon = Int(marks[place].offset)
      let start = colon + 1
      let name = bytes.extracting(try bytes.memberName(before: colon))
      if marks[place].depth == 1 {
        if name.spells("type"), type == nil {
          type = try bytes.shortText(from: start)
        } else if name.spells("object"), !hasObject {
          hasObject = true
          guard bytes.firstByte(from: start) == UInt8(ascii: "{") else {
            throw JSONError(offset: start, reason: "event without an object")
          }
        } else {
          throw JSONError(offset: start, reason: "member that no event has")
        }
      } else if name.spells("kind") {
        guard kind == nil else { throw Self.twice(start) }
        kind = try bytes.shortText(from: start)
      } else if name.spells("rows") {
        guard rows == nil else { throw Self.twice(start) }
        rows = start
      } else if name.spells("columnDefinitions") {
        guard columns == nil else { throw Self.twice(start) }
        let next = marks[(place + 1)...].first { $0.depth <= 2 }
        columns = start..<(next.map { Int($0.offset) } ?? bytes.count)
      }
    }
    guard let type, hasObject else { throw JSONError(offset: 0, reason: "event without an object") }
    guard let kind else { throw JSONError(offset: 0, reason: "event of no kind") }
    self.type = try EventType(type)
    isTable = kind == "Table"
  }

  private static func twice(_ offset: Int) -> JSONError {
    JSONError(offset: offset, reason: "deciding member twice")
  }
}
