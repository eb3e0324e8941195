import JSON
import KubernetesAPI
import Wire
import YAML

extension ProtobufReader {
  /// One value.
  @_lifetime(self: copy self)
  mutating func value(_ schema: Schema, _ type: WireType) throws(ProtobufError) -> JSONValue {
    switch schema {
    case .scalar(let scalar):
      guard scalar.wireType == type else { throw .wrong(type) }
      return try self.scalar(scalar)
    case .message(let name):
      guard type == .bytes else { throw .wrong(type) }
      guard let message = WireMessage.named(name) else {
        throw ProtobufError(message: "no protobuf for \(name)")
      }
      var fields = ProtobufFields(message.structure)
      try fields.read(try self.message(), as: message)
      let object = fields.object()
      return Alternative(message: name)?.value(of: object) ?? .object(object)
    case .any, .object, .list, .map:
      try skip(type)
      return .null
    }
  }

  /// An entry of a map: the key is 1, the value 2; what is not there is zero.
  @_lifetime(self: copy self)
  mutating func entry(_ schema: Schema) throws(ProtobufError) -> JSONObject.Element {
    var key = ""
    var value: JSONValue?
    var list: [JSONValue] = []
    while let (number, type) = try next() {
      switch (number, schema) {
      case (1, _):
        guard type == .bytes else { throw .wrong(type) }
        key = try string()
      case (2, .list(let element, _)):
        guard type == .bytes else { throw .wrong(type) }
        var message = try self.message()
        while let (number, type) = try message.next() {
          if number == 1 {
            list.append(try message.value(element, type))
          } else {
            try message.skip(type)
          }
        }
        value = .array(list)
      case (2, _): value = try self.value(schema, type)
      default: try skip(type)
      }
    }
    return (key, value ?? schema.goZero)
  }

  @_lifetime(self: copy self)
  private mutating func scalar(_ scalar: Scalar) throws(ProtobufError) -> JSONValue {
    switch scalar {
    case .string: return .string(try string())
    case .bool: return .bool(try varint() != 0)
    case .int32: return .int(Int32(truncatingIfNeeded: try varint()))
    case .int64: return .int(Int64(truncatingIfNeeded: try varint()))
    case .double:
      let number = Double(bitPattern: try fixed64())
      guard number.isFinite else { throw ProtobufError(message: "proto: not a number") }
      return .number(number.spelledAsGo)
    case .bytes: return .string(Base64.encode(try data()))
    case .time: return try time(.seconds)
    case .microTime: return try time(.microseconds)
    case .duration:
      try skip(.bytes)
      return .null
    case .quantity:
      let text = try field(1) ?? ""
      do throws(ScalarProblem) {
        return .string(try Quantity.canonical(text))
      } catch {
        throw ProtobufError(message: "proto: \(Quantity.formatProblem)")
      }
    case .intOrString: return try intOrString()
    case .json: return try json()
    }
  }

  @_lifetime(self: copy self)
  private mutating func time(_ layout: GoTime.Layout) throws(ProtobufError) -> JSONValue {
    var message = try self.message()
    guard !message.isAtEnd else { return .null }
    var time = GoTime(seconds: 0)
    while let (number, type) = try message.next() {
      switch (number, type) {
      case (1, .varint): time.seconds = Int64(truncatingIfNeeded: try message.varint())
      case (2, .varint): time.nanoseconds = Int32(truncatingIfNeeded: try message.varint())
      default: try message.skip(type)
      }
    }
    if layout == .seconds { time.nanoseconds = 0 }
    guard GoTime.years ~= time.seconds, 0..<1_000_000_000 ~= time.nanoseconds else {
      throw ProtobufError(message: "proto: time out of range")
    }
    return time.isZero ? .null : .string(time.text(layout))
  }

  @_lifetime(self: copy self)
  private mutating func intOrString() throws(ProtobufError) -> JSONValue {
    var message = try self.message()
    var (isText, number, text): (Bool, Int32, String) = (false, 0, "")
    while let (field, type) = try message.next() {
      switch (field, type) {
      case (1, .varint): isText = try message.varint() == 1
      case (2, .varint): number = Int32(truncatingIfNeeded: try message.varint())
      case (3, .bytes): text = try message.string()
      default: try message.skip(type)
      }
    }
    return isText ? .string(text) : .int(number)
  }

  /// JSON in the only field of a message, or an object of a kind in an envelope.
  @_lifetime(self: copy self)
  private mutating func json() throws(ProtobufError) -> JSONValue {
    var message = try self.message()
    var raw: [UInt8] = []
    while let (number, type) = try message.next() {
      if number == 1, type == .bytes {
        raw = try message.data()
      } else {
        try message.skip(type)
      }
    }
    if raw.isEmpty { return .null }
    if ProtobufEnvelope.isOne(raw.span) {
      return try ProtobufEnvelope(raw.span, as: .go).object()
    }
    do throws(JSONError) {
      return try JSONValue(parsing: raw)
    } catch {
      throw ProtobufError(message: "proto: \(error)")
    }
  }

  /// The text of one field of a message; nil when it is not there.
  @_lifetime(self: copy self)
  private mutating func field(_ wanted: Int) throws(ProtobufError) -> String? {
    var message = try self.message()
    var text: String?
    while let (number, type) = try message.next() {
      if number == wanted, type == .bytes {
        text = try message.string()
      } else {
        try message.skip(type)
      }
    }
    return text
  }
}
