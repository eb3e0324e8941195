internal import JSON
package import KubernetesAPI

/// Whose a namespace is: the one object that had it made, or was given it by an administrator.
package struct Claimant: Sendable, Hashable {
  /// The kind of the object.
  package let kind: String
  /// The object's namespace; empty for one of the cluster.
  package let namespace: String
  /// The object's name.
  package let name: String
  /// The object's identity across time: one made anew under the name is another claimant.
  package let uid: String

  /// A claimant of its parts.
  package init(kind: String, namespace: String = "", name: String, uid: String) {
    self.kind = kind
    self.namespace = namespace
    self.name = name
    self.uid = uid
  }

  /// The label of a claimed namespace, by which claims are found and guarded.
  package static let label = "bailiwick.dev/claimed-by"
  /// The annotation of a claimed namespace that says whose it is.
  package static let annotation = "bailiwick.dev/claimant"
  /// The annotation by which an administrator gives an existing namespace away: `Kind/name`, or
  /// `Kind/namespace/name`.
  package static let adoption = "bailiwick.dev/adopt"

  /// The value of the label: the kind, and a hash because names are longer than labels.
  package var labelValue: String { "\(kind).\(StableName.hash([kind, namespace, name, uid]))" }

  /// The value of the annotation.
  package var annotationValue: String {
    let value: JSONValue = [
      "kind": .string(kind), "namespace": .string(namespace), "name": .string(name),
      "uid": .string(uid),
    ]
    return String(decoding: value.encoded(), as: UTF8.self)
  }

  /// What the adoption annotation says to give the namespace to this claimant.
  ///
  /// It says the claimant's namespace too: another's there may have the same name, and wait for this.
  package var adoptionValue: String {
    namespace.isEmpty ? "\(kind)/\(name)" : "\(kind)/\(namespace)/\(name)"
  }

  /// Reads the annotation of a namespace; nil where there is none that can be read.
  package init?(of namespace: ObjectMeta) {
    guard let text = namespace.annotations[Self.annotation],
      let value = try? JSONValue(parsing: Array(text.utf8)), let kind = value["kind"]?.string,
      let name = value["name"]?.string, let uid = value["uid"]?.string
    else { return nil }
    self.init(kind: kind, namespace: value["namespace"]?.string ?? "", name: name, uid: uid)
  }
}

extension Claimant: CustomStringConvertible {
  /// `Kind namespace/name`.
  package var description: String {
    "\(kind) \(namespace.isEmpty ? name : "\(namespace)/\(name)")"
  }
}
