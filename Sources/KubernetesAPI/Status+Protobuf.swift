internal import JSON

// The messages of `meta/v1/generated.proto`.

extension Status {
  /// The body of an answer in protobuf, with its envelope, as the API server writes it.
  package func encodedProtobuf() -> [UInt8] {
    // What is not a pointer in Go is written, empty or not; the order is that of the numbers.
    var writer = ProtobufWriter()
    writer.message(1) {
      $0.string(1, "")  // selfLink
      $0.string(2, "")  // resourceVersion
      $0.string(3, continueToken)
    }
    writer.string(2, isFailure ? "Failure" : "Success")
    writer.string(3, message)
    writer.string(4, reason)
    if let details {
      writer.message(5) { details.write(to: &$0) }
    }
    writer.integer(6, code)
    return ProtobufEnvelope(apiVersion: "v1", kind: "Status", raw: writer.bytes).wrapped()
  }

  /// Reads a Status in its envelope; strictly, so that what it says is all that the bytes say.
  package init(protobuf bytes: Span<UInt8>) throws(ProtobufError) {
    let head = try ProtobufHead(bytes)
    guard head.kind == "Status", head.apiVersion == "v1" else {
      throw ProtobufError(message: "not a Status")
    }
    self.init(code: 0, reason: "", message: "")
    isFailure = true
    var reader = ProtobufReader(bytes.extracting(head.raw))
    var once = FieldNumbers()
    while let (number, type) = try reader.next() {
      try once.insert(number, of: "Status")
      switch (number, type) {
      case (1, .bytes): continueToken = try Self.continueToken(try reader.message())
      case (2, .bytes): isFailure = try reader.string() != "Success"
      case (3, .bytes): message = try reader.string()
      case (4, .bytes): reason = try reader.string()
      case (5, .bytes): details = try Details(try reader.message())
      case (6, .varint): code = Int(Int32(truncatingIfNeeded: try reader.varint()))
      case (1...6, _): throw .wrong(type)
      default: throw .unknown(number, of: "Status")
      }
    }
  }

  private static func continueToken(
    _ metadata: consuming ProtobufReader
  ) throws(ProtobufError) -> String {
    var token = ""
    var once = FieldNumbers()
    while let (number, type) = try metadata.next() {
      try once.insert(number, of: "ListMeta")
      switch (number, type) {
      case (1...2, .bytes): try metadata.skip(type)
      case (3, .bytes): token = try metadata.string()
      case (4, .varint): try metadata.skip(type)
      case (1...4, _): throw .wrong(type)
      default: throw .unknown(number, of: "ListMeta")
      }
    }
    return token
  }
}

extension Status.Details {
  fileprivate func write(to writer: inout ProtobufWriter) {
    writer.string(1, name)
    writer.string(2, group)
    writer.string(3, kind)
    for cause in causes {
      writer.message(4) {
        $0.string(1, cause.reason)
        $0.string(2, cause.message)
        $0.string(3, cause.field)
      }
    }
    writer.integer(5, retryAfterSeconds ?? 0)
    writer.string(6, uid)
  }

  fileprivate init(_ reader: consuming ProtobufReader) throws(ProtobufError) {
    self.init()
    var once = FieldNumbers()
    while let (number, type) = try reader.next() {
      if number != 4 { try once.insert(number, of: "StatusDetails") }
      switch (number, type) {
      case (1, .bytes): name = try reader.string()
      case (2, .bytes): group = try reader.string()
      case (3, .bytes): kind = try reader.string()
      case (4, .bytes): causes.append(try Status.Cause(try reader.message()))
      case (5, .varint):
        let seconds = Int(Int32(truncatingIfNeeded: try reader.varint()))
        if seconds != 0 { retryAfterSeconds = seconds }
      case (6, .bytes): uid = try reader.string()
      case (1...6, _): throw .wrong(type)
      default: throw .unknown(number, of: "StatusDetails")
      }
    }
  }
}

extension Status.Cause {
  fileprivate init(_ reader: consuming ProtobufReader) throws(ProtobufError) {
    self.init()
    var once = FieldNumbers()
    while let (number, type) = try reader.next() {
      try once.insert(number, of: "StatusCause")
      switch (number, type) {
      case (1, .bytes): reason = try reader.string()
      case (2, .bytes): message = try reader.string()
      case (3, .bytes): field = try reader.string()
      case (1...3, _): throw .wrong(type)
      default: throw .unknown(number, of: "StatusCause")
      }
    }
  }
}
