import JSON
import KubernetesAPI

/// One thing that is wrong with an object (`apimachinery/pkg/util/validation/field`).
struct FieldProblem: Sendable, Equatable {
  /// The kinds, with the words of their messages.
  enum Kind: String, Sendable {
    case notFound = "FieldValueNotFound"
    case required = "FieldValueRequired"
    case duplicate = "FieldValueDuplicate"
    case invalid = "FieldValueInvalid"
    case notSupported = "FieldValueNotSupported"
    case forbidden = "FieldValueForbidden"
    case tooLong = "FieldValueTooLong"
    case tooMany = "FieldValueTooMany"
    case typeInvalid = "FieldValueTypeInvalid"

    var words: String {
      switch self {
      case .notFound: "Not found"
      case .required: "Required value"
      case .duplicate: "Duplicate value"
      case .invalid, .typeInvalid: "Invalid value"
      case .notSupported: "Unsupported value"
      case .forbidden: "Forbidden"
      case .tooLong: "Too long"
      case .tooMany: "Too many"
      }
    }
  }

  let kind: Kind
  /// Such as `spec.ports[0].name`.
  let field: String
  /// The offending value; nil for the kinds that do not show it.
  var value: JSONValue?
  var detail: String = ""

  /// The message of one cause, without the field's path.
  var message: String {
    var text = kind.words
    switch kind {
    case .required, .forbidden, .tooLong: break
    default: if let value { text += ": " + Self.spelled(value) }
    }
    if !detail.isEmpty { text += ": " + detail }
    return text
  }

  /// A value as Go's `%q` and `%#v` print it in these messages.
  private static func spelled(_ value: JSONValue) -> String {
    value.isNull ? "null" : String(decoding: value.encoded(), as: UTF8.self)
  }
}

extension Status {
  /// 422: the object breaks rules (`apierrors.NewInvalid`).
  static func invalid(
    group: String, kind: String, name: String, _ problems: [FieldProblem]
  ) -> Status {
    // The text says everything once, the causes as often as it was found (`ToAggregate`).
    var texts: [String] = []
    for problem in problems {
      let text = "\(problem.field): \(problem.message)"
      if !texts.contains(text) { texts.append(text) }
    }
    let list = texts.count == 1 ? texts[0] : "[" + texts.joined(separator: ", ") + "]"
    let qualified = group.isEmpty ? kind : "\(kind).\(group)"
    return Status(
      code: 422, reason: "Invalid",
      message: "\(qualified) \"\(name)\" is invalid: \(list)",
      details: Details(
        name: name, group: group, kind: kind,
        causes: problems.map {
          Cause(reason: $0.kind.rawValue, message: $0.message, field: $0.field)
        }))
  }
}
