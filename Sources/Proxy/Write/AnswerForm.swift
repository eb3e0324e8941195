internal import JSON
internal import KubernetesAPI
internal import Ownership

/// In which form the answer to a write is asked for, and how it is told whose it is.
struct AnswerForm: Sendable {
  /// The value of `Accept` that asks for the object as it is.
  static let object = "application/json"

  /// The value of `Accept`.
  let accept: String
  /// Whether that asks for the object as it is.
  let isObject: Bool

  /// Chooses of what a client accepts: the object in JSON wherever it will do.
  init(accept: String) {
    isObject = Accept(parsing: accept).takesJSON
    self.accept = isObject ? Self.object : accept
  }

  /// Whether a successful answer tells of an object that is selected, or of none.
  func isSelected(_ answer: OwnAnswer, by selection: Selection) throws(ExchangeError) -> Bool {
    do throws(FilterError) {
      switch answer.type {
      case "application/json": return try isSelected(try answer.value, by: selection)
      case Accept.protobuf: return try isSelected(protobuf: answer.body, by: selection)
      default: throw FilterError(description: "another type than was asked for")
      }
    } catch {
      throw .unfilterable("the answer to a write: \(error)")
    }
  }

  private func isSelected(
    _ value: JSONValue, by selection: Selection
  ) throws(FilterError) -> Bool {
    if Status(value) != nil { return true }
    guard value["kind"]?.string == "Table" else {
      return try ObjectState(value).isSelected(by: selection)
    }
    for row in value["rows"]?.array ?? [] {
      guard try ObjectState(row["object"] ?? .null).isSelected(by: selection) else { return false }
    }
    return true
  }

  private func isSelected(
    protobuf bytes: [UInt8], by selection: Selection
  ) throws(FilterError) -> Bool {
    do throws(ProtobufError) {
      _ = try Status(protobuf: bytes.span)
      return true
    } catch {}
    let item = try ProtobufAnswer.object(bytes)
    return selection.selects(name: item.name, uid: item.uid, labels: item.labels)
  }
}
