internal import JSON

/// The fields of one message, and what they are in JSON.
struct ProtobufMessage: Sendable {
  /// What a field holds.
  indirect enum Content: Sendable {
    case string, bool, int, strings
    case message(ProtobufMessage)
    case messages(ProtobufMessage)
    /// Text by text, or by what another message makes of an entry's value.
    case map(ProtobufMessage?)
    /// A time that is not set, as in objects that are yet to be made.
    case noTime
  }

  /// One field.
  struct Field: Sendable {
    let name: String
    let content: Content
    /// Whether the field is a pointer in Go, so that zero is something else than nothing.
    var isPointer = false

    init(_ name: String, _ content: Content = .string, isPointer: Bool = false) {
      self.name = name
      self.content = content
      self.isPointer = isPointer
    }
  }

  /// The name of the message, for errors.
  let name: String
  /// The fields by number.
  let fields: [Int: Field]

  init(_ name: String, _ fields: [Int: Field]) {
    self.name = name
    self.fields = fields
  }

  /// Reads a message; a field that is not in the table, or twice without being a list, is an error.
  func read(
    _ reader: consuming ProtobufReader, into object: inout JSONObject
  ) throws(ProtobufError) {
    var once = FieldNumbers()
    while let (number, type) = try reader.next() {
      guard let field = fields[number] else { throw .unknown(number, of: name) }
      guard type == field.content.wireType else { throw .wrong(type) }
      if !field.content.isRepeated { try once.insert(number, of: name) }
      let before = object[field.name]
      if let value = try field.content.value(from: &reader, after: before, field.isPointer) {
        object[field.name] = value
      }
    }
  }
}

extension ProtobufMessage.Content {
  fileprivate var wireType: WireType {
    switch self {
    case .bool, .int: .varint
    case .string, .strings, .message, .messages, .map, .noTime: .bytes
    }
  }

  fileprivate var isRepeated: Bool {
    switch self {
    case .strings, .messages, .map: true
    case .string, .bool, .int, .message, .noTime: false
    }
  }

  /// The value of the field so far; nil for one that JSON leaves out.
  @_lifetime(reader: copy reader)
  fileprivate func value(
    from reader: inout ProtobufReader, after before: JSONValue?, _ isPointer: Bool
  ) throws(ProtobufError) -> JSONValue? {
    switch self {
    case .string:
      let text = try reader.string()
      return text.isEmpty && !isPointer ? .none : .string(text)
    case .bool:
      let number = try reader.varint()
      guard number <= 1 else { throw ProtobufError(message: "proto: neither true nor false") }
      return number == 0 && !isPointer ? .none : .bool(number == 1)
    case .int:
      let number = Int(Int64(bitPattern: try reader.varint()))
      return number == 0 && !isPointer ? .none : .int(number)
    case .strings: return .array((before?.array ?? []) + [.string(try reader.string())])
    case .message(let message): return .object(try message.object(try reader.message()))
    case .messages(let message):
      return .array((before?.array ?? []) + [.object(try message.object(try reader.message()))])
    case .map(let message):
      var members = before?.object ?? [:]
      let (key, value) = try Self.entry(try reader.message(), message)
      guard members[key] == nil else { throw .repeated("of a map") }
      members[key] = value
      return .object(members)
    case .noTime:
      guard try reader.range().isEmpty else { throw ProtobufError(message: "proto: time is set") }
      return nil
    }
  }

  /// An entry of a map: the key is 1, the value 2; what is not there is empty.
  private static func entry(
    _ reader: consuming ProtobufReader, _ message: ProtobufMessage?
  ) throws(ProtobufError) -> (key: String, value: JSONValue) {
    var key = ""
    var value: JSONValue = message == nil ? "" : []
    var once = FieldNumbers()
    while let (number, type) = try reader.next() {
      try once.insert(number, of: "a map")
      guard type == .bytes else { throw .wrong(type) }
      switch (number, message) {
      case (1, _): key = try reader.string()
      case (2, nil): value = .string(try reader.string())
      case (2, let message?):
        // Such a message has one field, the list (`ExtraValue`).
        value = try message.object(try reader.message())["items"] ?? []
      default: throw .unknown(number, of: "a map")
      }
    }
    return (key, value)
  }
}

extension ProtobufMessage {
  fileprivate func object(
    _ reader: consuming ProtobufReader
  ) throws(ProtobufError) -> JSONObject {
    var object = JSONObject()
    try read(reader, into: &object)
    return object
  }
}
