internal import KubernetesAPI
internal import Wire

extension ServerConnection {
  /// Answers with a Status, in the encoding that the client prefers for it.
  func refuse(_ status: Status) async throws(WireError) {
    let encoding = errorEncoding
    var head = ResponseHead(status: status.code)
    head.fields.append("Content-Type", literal: encoding.contentType)
    head.fields.append("Cache-Control", literal: "no-cache, private")
    head.fields.append(.auditID, from: request.fields)
    if let seconds = status.details?.retryAfterSeconds {
      head.fields.append("Retry-After", number: UInt64(seconds))
    }
    try await answer(head, body: status.encoded(in: encoding))
  }

  /// How the client is told of errors.
  var errorEncoding: AnswerShape.Encoding {
    Accept(parsing: request.fields[.accept]).errorEncoding
  }
}

extension Accept {
  /// How errors are told, by the rules of the API server: the first range that it can answer counts,
  /// in the order of their qualities (handlers/negotiation).
  ///
  /// A range with a transformation or another version is passed over, because errors have neither
  /// (`DefaultEndpointRestrictions`). What is left of all others is JSON.
  var errorEncoding: AnswerShape.Encoding {
    let ranked = clauses.enumerated().sorted { left, right in
      let (first, second) = (left.element.rank, right.element.rank)
      return first == second ? left.offset < right.offset : first > second
    }
    for (_, clause) in ranked where clause.canBeError {
      switch (clause.type, clause.subtype) {
      case ("application", "vnd.kubernetes.protobuf"): return .protobuf
      case ("application", "json"), ("application", "yaml"), ("application", "*"), ("*", "*"):
        return .json
      default: break
      }
    }
    return .json
  }
}

extension Accept.Clause {
  /// The quality; what Go cannot read as a number counts as nought.
  fileprivate var rank: Double { quality.map { Double($0) ?? 0 } ?? 1 }

  fileprivate var canBeError: Bool {
    self["as"] == nil && self["g"] == nil && self["v"] == nil && (self["sv"] ?? "").isEmpty
      && ["", "watch"].contains(self["stream"] ?? "")
  }
}

extension Status {
  /// The body of an answer.
  func encoded(in encoding: AnswerShape.Encoding) -> [UInt8] {
    switch encoding {
    case .json: encoded()
    case .protobuf: encodedProtobuf()
    }
  }
}

extension AnswerShape.Encoding {
  /// The media type.
  var contentType: StaticString {
    switch self {
    case .json: "application/json"
    case .protobuf: "application/vnd.kubernetes.protobuf"
    }
  }
}
