import JSON
import KubernetesAPI

/// The options of exec, attach, port-forward and logs, as a client says them and as a kubelet reads
/// them (`pkg/registry/core/pod/strategy.go`, `streamParams` and `LogLocation`).
struct KubeletQuery {
  private(set) var query = Query()

  /// Takes over what the client asks of a part of a pod.
  ///
  /// - Throws: 400 for what is no number, 422 for numbers out of range.
  init(_ part: PodPart, _ asked: Query, pod: String) throws(Status) {
    switch part {
    case .exec, .attach:
      for (name, word) in [("stdin", "input"), ("stdout", "output"), ("stderr", "error")]
      where asked.isSet(name) {
        query.append(word, "1")
      }
      if asked.isSet("tty") { query.append("tty", "1") }
      if part == .exec { for word in asked[all: "command"] { query.append("command", word) } }
    case .portforward:
      let ports = try Self.ports(asked)
      if !ports.isEmpty { query.append("port", ports.joined(separator: ",")) }
    case .log:
      try Self.check(asked, pod: pod)
      for name in ["follow", "previous", "timestamps"] where asked.isSet(name) {
        query.append(name, "true")
      }
      for name in ["sinceSeconds", "sinceTime", "tailLines", "limitBytes"] {
        if let value = asked[first: name] { query.append(name, value) }
      }
    }
  }

  private static func ports(_ asked: Query) throws(Status) -> [String] {
    var ports: [String] = []
    for word in asked[all: "ports"].flatMap({ $0.split(separator: ",").map(String.init) }) {
      guard UInt16(word) != nil else {
        throw .badRequest(
          "cannot convert to []int32: strconv.ParseUint: parsing \(Status.quoted(word)): "
            + (word.allSatisfy(\.isNumber) ? "value out of range" : "invalid syntax"))
      }
      ports.append(word)
    }
    return ports
  }

  /// The rules of `ValidatePodLogOptions`.
  private static func check(_ asked: Query, pod: String) throws(Status) {
    var problems: [FieldProblem] = []
    if let lines = try number("tailLines", asked), lines < 0 {
      problems.append(
        .invalid("tailLines", .number(String(lines)), "must be greater than or equal to 0"))
    }
    if let bytes = try number("limitBytes", asked), bytes < 1 {
      problems.append(.invalid("limitBytes", .number(String(bytes)), "must be greater than 0"))
    }
    let seconds = try number("sinceSeconds", asked)
    if seconds != nil, asked[first: "sinceTime"] != nil {
      problems.append(
        .forbidden("", "at most one of `sinceTime` or `sinceSeconds` may be specified"))
    } else if let seconds, seconds < 1 {
      problems.append(.invalid("sinceSeconds", .number(String(seconds)), "must be greater than 0"))
    }
    guard problems.isEmpty else {
      throw .invalid(group: "", kind: "PodLogOptions", name: pod, problems)
    }
  }

  private static func number(_ name: String, _ asked: Query) throws(Status) -> Int64? {
    guard let text = asked[first: name] else { return nil }
    guard let number = Int64(text) else {
      throw .badRequest("strconv.ParseInt: parsing \(Status.quoted(text)): invalid syntax")
    }
    return number
  }
}

extension Query {
  /// Whether a parameter is there and is neither `0` nor `false`
  /// (`apimachinery/pkg/runtime/conversion.go`, `Convert_Slice_string_To_bool`).
  fileprivate func isSet(_ name: String) -> Bool {
    guard let value = self[first: name] else { return false }
    return value != "0" && value.lowercased() != "false"
  }
}
