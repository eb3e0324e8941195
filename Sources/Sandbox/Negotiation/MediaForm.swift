import KubernetesAPI

/// How an answer is written: what was negotiated from `Accept`
/// (apiserver/pkg/endpoints/handlers/negotiation).
struct MediaForm: Sendable, Hashable {
  /// The bytes.
  enum Encoding: String, Sendable, Hashable {
    case json = "application/json"
    case yaml = "application/yaml"
    case protobuf = "application/vnd.kubernetes.protobuf"
  }

  /// The objects themselves, or something made of them.
  enum Shape: Sendable, Hashable {
    case whole
    case table(version: String)
    /// `PartialObjectMetadata`, and `PartialObjectMetadataList` for lists.
    case partial(version: String)
  }

  var encoding = Encoding.json
  var shape = Shape.whole
  /// Whether JSON is indented.
  var isPretty = false

  /// Which forms an answer may have.
  struct Offer: Sendable {
    var shapes = true
    var protobuf = true
    /// Whether a list is answered, rather than one object.
    var isList = false
    /// Whether the answer is a stream of events, or could have been one.
    var stream = Stream.never
    /// The Go type of what is answered, for refusals.
    var typeName = ""

    /// What a resource streams.
    enum Stream: Sendable, Hashable {
      case never, possible, asked
    }
  }

  init(encoding: Encoding = .json, shape: Shape = .whole) {
    self.encoding = encoding
    self.shape = shape
  }

  /// Negotiates.
  ///
  /// - Throws: 406 when nothing that is accepted can be answered.
  init(accept: String?, offer: Offer = Offer()) throws(Status) {
    for clause in Accept(parsing: accept).byPreference {
      guard let encoding = clause.encoding, let shape = clause.shape(offer) else { continue }
      guard encoding != .protobuf || offer.protobuf else { continue }
      // A Table has no protobuf, and a custom resource has none but of its metadata.
      if encoding == .protobuf, case .table = shape { continue }
      if encoding == .yaml, offer.stream == .asked { continue }
      if case .partial = shape, offer.stream != .asked { try clause.checkPartial(offer) }
      self.init(encoding: encoding, shape: shape)
      return
    }
    throw Self.refusal(accept, offer)
  }

  /// What is said when nothing fits; the words depend on whether a known type was named at all.
  private static func refusal(_ accept: String?, _ offer: Offer) -> Status {
    let objects = ["application/json", "application/yaml", "application/vnd.kubernetes.protobuf"]
    let streams = [
      "application/json;stream=watch", "application/vnd.kubernetes.protobuf;stream=watch",
    ]
    if Accept(parsing: accept).clauses.contains(where: { $0.encoding != nil }) {
      return Status(
        code: 406, reason: "NotAcceptable",
        message: "only the following media types are accepted: "
          + (offer.stream == .asked ? streams : objects).joined(separator: ", "))
    }
    return Status(
      code: 406, reason: "NotAcceptable",
      message: "406: Not Acceptable\n\nAvailable representations: "
        + (offer.stream == .never ? objects : objects + streams).joined(separator: ", "),
      details: Status.Details())
  }

  /// The `Content-Type` of an answer that is no stream.
  var contentType: String { encoding.rawValue }
}

extension Accept {
  /// The ranges by falling quality, those of one quality in the order given.
  var byPreference: [Clause] {
    clauses.enumerated().sorted { one, other in
      let (left, right) = (one.element.weight, other.element.weight)
      return left == right ? one.offset < other.offset : left > right
    }.map(\.element)
  }
}

extension Accept.Clause {
  fileprivate var weight: Double { quality.map { Double($0) ?? 0 } ?? 1 }

  fileprivate var encoding: MediaForm.Encoding? {
    switch (type, subtype) {
    case ("application", "json"), ("application", "*"), ("*", "*"): .json
    case ("application", "yaml"): .yaml
    case ("application", "vnd.kubernetes.protobuf"): .protobuf
    default: nil
    }
  }

  fileprivate func shape(_ offer: MediaForm.Offer) -> MediaForm.Shape? {
    if let stream = self["stream"], stream != "watch" { return nil }
    guard let kind = self["as"] else {
      return self["g"] == nil && self["v"] == nil ? .whole : nil
    }
    guard offer.shapes, self["g"] == "meta.k8s.io", let version = self["v"],
      version == "v1" || version == "v1beta1"
    else { return nil }
    switch kind {
    case "Table": return .table(version: version)
    case "PartialObjectMetadata", "PartialObjectMetadataList": return .partial(version: version)
    default: return nil
    }
  }

  /// Refuses the metadata of an object where a list is answered, and the other way round
  /// (handlers/response.go, `asPartialObjectMetadata`).
  fileprivate func checkPartial(_ offer: MediaForm.Offer) throws(Status) {
    let wantsList = self["as"] == "PartialObjectMetadataList"
    guard wantsList != offer.isList else { return }
    throw Status(
      code: 406, reason: "NotAcceptable",
      message: "you requested \(self["as"] ?? ""), but the requested object is "
        + "\(wantsList ? "not a list" : "a list") (*\(offer.typeName))")
  }
}
