internal import JSON
internal import KubernetesAPI
internal import Ownership

/// One state of an object as the API server told it.
struct ObjectState: Sendable {
  /// The whole object.
  let value: JSONValue
  /// Its metadata.
  let meta: ObjectMeta

  /// Reads an object from its JSON; throws for what is not one object with a name.
  init(parsing bytes: [UInt8]) throws(FilterError) {
    let value: JSONValue
    do throws(JSONError) { value = try JSONValue(parsing: bytes) } catch {
      throw FilterError(description: error.description)
    }
    try self.init(value)
  }

  /// Takes an object that was read.
  init(_ value: JSONValue) throws(FilterError) {
    self.value = value
    do throws(FieldError) { meta = try ObjectMeta(of: value) } catch {
      throw FilterError(description: "an object without readable metadata")
    }
  }

  /// The object's kind.
  var kind: String { value["kind"]?.string ?? "" }

  /// Whether the selection has the object, in this state.
  func isSelected(by selection: Selection) -> Bool {
    selection.selects(name: meta.name, uid: meta.uid, labels: meta.labels)
  }
}
