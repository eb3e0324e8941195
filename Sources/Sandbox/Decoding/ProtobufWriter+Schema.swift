import JSON
import KubernetesAPI
import Wire

extension ProtobufWriter {
  /// The fields of a message.
  ///
  /// As Go's generated code: plain values are written zero or not, pointers when they are there.
  mutating func fields(_ members: JSONObject, of message: WireMessage) {
    for field in message.fields {
      switch field.content {
      case .inlined(let inner):
        self.message(field.number) { $0.fields(members, of: inner) }
      case .field(let place):
        let description = message.structure.fields[place]
        if let value = members[description.name], !value.isNull {
          self.value(field.number, value, description.schema)
        } else if description.presence == .omitted || description.presence == .always {
          zero(field.number, description.schema)
        }
      }
    }
  }

  private mutating func value(_ number: Int, _ value: JSONValue, _ schema: Schema) {
    switch schema {
    case .any, .object: break
    case .scalar(let scalar): self.scalar(number, value, scalar)
    case .list(let element, _):
      for item in value.array ?? [] { self.value(number, item, element) }
    case .map(let element, _):
      for (key, value) in JSONObject(sorting: Array(value.object ?? [:])) {
        message(number) {
          $0.string(1, key)
          $0.entry(value, element)
        }
      }
    case .message(let name):
      message(number) { writer in
        guard let message = WireMessage.named(name) else { return }
        let alternative = Alternative(message: name)
        writer.fields(alternative?.fields(of: value) ?? value.object ?? [:], of: message)
      }
    }
  }

  /// The value of a map's entry; a list is a message of its own, such as `ExtraValue`.
  private mutating func entry(_ value: JSONValue, _ schema: Schema) {
    guard case .list = schema else {
      if value.isNull { return zero(2, schema) }
      return self.value(2, value, schema)
    }
    message(2) { $0.value(1, value, schema) }
  }

  private mutating func zero(_ number: Int, _ schema: Schema) {
    switch schema {
    case .any, .object, .list, .map, .scalar(.bytes): break
    case .scalar(.time), .scalar(.microTime), .scalar(.json): message(number) { _ in }
    case .scalar(let scalar): self.scalar(number, scalar.goZero, scalar)
    case .message: value(number, .object([:]), schema)
    }
  }

  private mutating func scalar(_ number: Int, _ value: JSONValue, _ scalar: Scalar) {
    switch scalar {
    case .string: string(number, value.string ?? "")
    case .bool: varint(number, value.bool == true ? 1 : 0)
    case .int32, .int64: integer(number, value.int ?? 0)
    case .double: fixed64(number, (value.double ?? 0).bitPattern)
    case .bytes:
      bytes(number, Base64.decode(value.string ?? "", skippingNewlines: true) ?? [])
    case .time: time(number, value, .seconds)
    case .microTime: time(number, value, .microseconds)
    case .duration: break
    case .quantity: message(number) { $0.string(1, value.string ?? "0") }
    case .intOrString:
      message(number) {
        $0.varint(1, value.string == nil ? 0 : 1)
        $0.integer(2, value.int ?? 0)
        $0.string(3, value.string ?? "")
      }
    case .json: message(number) { $0.bytes(1, value.encoded()) }
    }
  }

  private mutating func time(_ number: Int, _ value: JSONValue, _ layout: GoTime.Layout) {
    message(number) {
      guard let time = try? GoTime(parsing: value.string ?? "", layout: layout), !time.isZero else {
        return
      }
      $0.integer(1, time.seconds)
      $0.integer(2, time.nanoseconds)
    }
  }
}
