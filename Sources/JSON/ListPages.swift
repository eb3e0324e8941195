/// What is remembered from page to page while several pages of a list become one.
///
/// The members of the list are those of its first page in their order, but for the metadata, which
/// is last: whether another page follows is known only behind the items.
struct ListPages {
  /// How many pages were read whole.
  private var ended = 0

  /// Whether the array was opened.
  private var isOpen = false

  /// Whether the present page had its array.
  private var isPastArray = false

  /// The name of the array in its quotes: `"items"` or `"rows"`.
  private var arrayName: [UInt8] = []

  /// The first page's members before and behind its array, each with a comma behind or before it.
  private var head: [UInt8] = []
  private var tail: [UInt8] = []

  /// What all pages say alike, `kind` and `apiVersion`, as the first page has it.
  private var common: [EnvelopeKey: [UInt8]] = [:]

  /// How many of those the present page has.
  private var commonMembers = 0

  /// The metadata of the first page, and its bytes.
  private var metadata = ListMetadata()
  private var metadataBytes: [UInt8] = []

  /// The metadata of the present page.
  private var present = ListMetadata()

  /// Takes a member of the present page that was held to the grammar; the array only when it is
  /// null.
  mutating func take(
    _ key: EnvelopeKey, _ value: [UInt8], maximumDepth: Int
  ) throws(JSONError) {
    switch key {
    case .array: isPastArray = true
    case .columnDefinitions: remember("columnDefinitions", value)
    case .kind: try takeCommon(key, "kind", value)
    case .apiVersion: try takeCommon(key, "apiVersion", value)
    case .metadata:
      if value.first == UInt8(ascii: "{") {
        present = try ListMetadata(value.span, maximumDepth: maximumDepth)
      }
      if ended == 0 {
        metadata = present
        metadataBytes = value
      } else if present.resourceVersion != metadata.resourceVersion {
        throw JSONError(offset: 0, reason: "page of another version")
      }
    }
  }

  /// Takes the name of the present page's array.
  mutating func name(array name: [UInt8]) { arrayName = name }

  private mutating func takeCommon(
    _ key: EnvelopeKey, _ name: String, _ value: [UInt8]
  ) throws(JSONError) {
    commonMembers += 1
    guard ended > 0 else {
      common[key] = value
      return remember(name, value)
    }
    guard common[key] == value else {
      throw JSONError(offset: 0, reason: "page of another list")
    }
  }

  private mutating func remember(_ name: String, _ value: [UInt8]) {
    guard ended == 0 else { return }
    if isPastArray {
      tail += ",\"\(name)\":".utf8
      tail += value
    } else {
      head += "\"\(name)\":".utf8
      head += value
      head.append(UInt8(ascii: ","))
    }
  }

  /// Begins the array of the present page; the first one opens that of the whole list.
  mutating func beginArray(into out: inout [UInt8]) {
    isPastArray = true
    guard !isOpen else { return }
    isOpen = true
    writeHead(into: &out)
    out.append(UInt8(ascii: "["))
  }

  private func writeHead(into out: inout [UInt8]) {
    out.append(UInt8(ascii: "{"))
    out += head
    out += arrayName
    out.append(UInt8(ascii: ":"))
  }

  /// Ends the present page; answers the version of the list and the token of the next page.
  mutating func endPage() throws(JSONError) -> (resourceVersion: String, continueToken: String) {
    guard commonMembers == common.count,
      present.resourceVersion == metadata.resourceVersion
    else { throw JSONError(offset: 0, reason: "page of another list") }
    let answer = (present.resourceVersion, present.continueToken)
    ended += 1
    isPastArray = false
    commonMembers = 0
    present = ListMetadata()
    return answer
  }

  /// Ends the list.
  func finish(continueToken: String, into out: inout [UInt8]) throws(JSONError) {
    guard ended > 0 else { throw JSONError(offset: 0, reason: "text ends early") }
    if isOpen {
      out.append(UInt8(ascii: "]"))
    } else {
      writeHead(into: &out)
      out += "null".utf8
    }
    out += tail
    out += ",\"metadata\":".utf8
    metadata.write(metadataBytes.span, continueToken: continueToken, into: &out)
    out.append(UInt8(ascii: "}"))
  }
}
