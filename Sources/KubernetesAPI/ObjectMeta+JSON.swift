package import JSON

extension ObjectMeta {
  /// Reads the value of an object's `metadata`.
  ///
  /// Throws when a field is of another type than in the API or there is no name.
  package init(_ json: JSONValue) throws(FieldError) {
    let members = try Members(json, path: "metadata")
    let name = try members.string("name")
    guard !name.isEmpty else { throw FieldError(path: "metadata.name", expected: "a name") }
    var owners: [OwnerReference] = []
    for owner in try members.arrayOfMembers("ownerReferences") {
      owners.append(
        OwnerReference(
          apiVersion: try owner.string("apiVersion"), kind: try owner.string("kind"),
          name: try owner.string("name"), uid: try owner.string("uid"),
          controller: try owner.bool("controller")))
    }
    self.init(
      name: name, namespace: try members.string("namespace"), uid: try members.string("uid"),
      resourceVersion: try members.string("resourceVersion"),
      labels: try members.stringMap("labels"),
      annotations: try members.stringMap("annotations"), ownerReferences: owners,
      finalizers: try members.strings("finalizers"),
      deletionTimestamp: try members.optionalString("deletionTimestamp"))
  }

  /// Reads the metadata of a whole object.
  ///
  /// Throws as reading the metadata itself does.
  package init(of object: JSONValue) throws(FieldError) {
    try self.init(object["metadata"] ?? .null)
  }
}
