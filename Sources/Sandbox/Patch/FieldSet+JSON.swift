import JSON

extension FieldSet {
  /// Reads a `FieldsV1`.
  init(fieldsV1 json: JSONValue) throws(FieldsError) {
    self = try Self.read(json).children
  }

  /// The set as a `FieldsV1`, with its members in the order of the API server.
  var fieldsV1: JSONValue { .object(members(isMember: false)) }

  private func members(isMember: Bool) -> JSONObject {
    var members = JSONObject()
    if isMember, !isEmpty { members["."] = [:] }
    for node in nodes {
      members[node.element.fieldsV1] = .object(node.children.members(isMember: node.isMember))
    }
    return members
  }

  /// What is below a name, and whether the name itself is a member: by `.`, or by having nothing
  /// below it.
  private static func read(
    _ json: JSONValue
  ) throws(FieldsError) -> (isMember: Bool, children: FieldSet) {
    if json.isNull { return (true, FieldSet()) }
    guard let members = json.object else { throw FieldsError() }
    var isMember = false
    var set = FieldSet()
    for (name, value) in members {
      if name == "." {
        isMember = true
      } else if let element = try PathElement(fieldsV1: name) {
        let (childIsMember, children) = try read(value)
        set.join(Node(element: element, isMember: childIsMember, children: children))
      }
    }
    return (isMember || set.isEmpty, set)
  }
}
