internal import Decide
internal import KubernetesAPI
internal import Wire

/// The line of one request: a JSON object whose members come in a fixed order and are of bounded length.
///
/// What is empty or unknown is left out. Nothing of a query, of a field but the user agent, or of a
/// body is in it.
enum AuditLine {
  /// Of which moment a line tells.
  enum Stage: String {
    /// The request was decided, and its answer may go on for long.
    case started
    /// Nothing more is sent.
    case complete
  }

  /// What the record of a request does not know.
  struct Facts {
    var stage: Stage
    /// The present moment.
    var time: Timestamp
    /// The present moment, in nanoseconds of the monotonic clock.
    var elapsed: UInt64
    /// The status of the answer; 0 for none.
    var status: Int
    /// Bytes of the answer that were sent.
    var bytes: UInt64
    /// When the first of them left, in nanoseconds of the monotonic clock; 0 for never.
    var firstByte: UInt64
    /// How many lines before this one were lost.
    var lost = 0
  }

  /// Bytes of a user's, an object's or an agent's name that are told.
  static let longestName = 256
  /// Bytes of a path or a reason that are told.
  static let longestText = 512

  /// Appends the line and its newline.
  static func encode(
    _ record: RequestRecord, _ facts: Facts, _ userAgent: Span<UInt8>, into bytes: inout [UInt8]
  ) {
    bytes += #"{"time":""#.utf8
    facts.time.appendRFC3339(to: &bytes)
    bytes += #"","stage":""#.utf8
    bytes += facts.stage.rawValue.utf8
    bytes.append(UInt8(ascii: "\""))
    member(#","auditID":"#, record.auditID.span, &bytes)
    member(#","traceID":"#, record.traceID.span, &bytes)
    member(#","client":"#, record.client, &bytes)
    if let identity = record.identity {
      member(#","user":"#, identity.user.username, &bytes)
      member(#","groups":"#, UInt64(identity.user.groups.count), &bytes)
      member(#","original":"#, record.original?.user.username ?? "", &bytes)
      member(#","proof":"#, (record.original ?? identity).proof.word, &bytes)
    }
    if let request = record.request { what(request, &bytes) }
    member(#","verdict":"#, record.verdict.rawValue, &bytes)
    member(#","reason":"#, record.reason, &bytes, limit: longestText)
    if facts.status > 0 { member(#","status":"#, UInt64(facts.status), &bytes) }
    if let status = record.upstreamStatus, status > 0 {
      member(#","upstreamStatus":"#, UInt64(status), &bytes)
    }
    if facts.stage == .complete {
      member(#","bytes":"#, facts.bytes, &bytes)
      if record.verdict == .filtered {
        member(#","hiddenItems":"#, UInt64(max(record.hiddenItems, 0)), &bytes)
      }
      if facts.firstByte > 0 {
        member(#","firstByteMicros":"#, micros(from: record.began, to: facts.firstByte), &bytes)
      }
      member(#","micros":"#, micros(from: record.began, to: facts.elapsed), &bytes)
    }
    member(#","userAgent":"#, userAgent, &bytes)
    if facts.lost > 0 { member(#","lostLines":"#, UInt64(facts.lost), &bytes) }
    bytes += "}\n".utf8
  }

  /// What was asked for: the resource in the words of authorisation, or the path of anything else.
  private static func what(_ request: ResourceRequest, _ bytes: inout [UInt8]) {
    member(#","method":"#, request.method, &bytes)
    guard request.isResourceRequest else {
      return member(#","path":"#, request.path, &bytes, limit: longestText)
    }
    member(#","verb":"#, request.verb.description, &bytes)
    member(#","group":"#, request.apiGroup, &bytes)
    member(#","resource":"#, request.resource, &bytes)
    member(#","subresource":"#, request.subresource, &bytes)
    member(#","namespace":"#, request.namespace, &bytes)
    member(#","name":"#, request.name, &bytes)
  }

  private static func micros(from start: UInt64, to end: UInt64) -> UInt64 {
    end > start ? (end - start) / 1000 : 0
  }

  // MARK: Members

  /// Appends a member with its comma; nothing when the value is empty.
  private static func member(
    _ name: String, _ value: String, _ bytes: inout [UInt8], limit: Int = longestName
  ) {
    member(name, value.utf8.span, &bytes, limit: limit)
  }

  private static func member(
    _ name: String, _ value: Span<UInt8>, _ bytes: inout [UInt8], limit: Int = longestName
  ) {
    guard !value.isEmpty else { return }
    bytes += name.utf8
    bytes.append(UInt8(ascii: "\""))
    AuditText.append(value, limit: limit, to: &bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  private static func member(_ name: String, _ number: UInt64, _ bytes: inout [UInt8]) {
    bytes += name.utf8
    AuditText.append(number, to: &bytes)
  }
}

extension Identity.Proof {
  /// The word for it, that of the method where it has one.
  fileprivate var word: String {
    switch self {
    case .clientCertificate: AuthenticationMethod.certificate.rawValue
    case .bearerToken: AuthenticationMethod.token.rawValue
    case .verifiedToken: AuthenticationMethod.oidc.rawValue
    case .frontProxy: AuthenticationMethod.frontProxy.rawValue
    case .anonymous: "anonymous"
    }
  }
}
