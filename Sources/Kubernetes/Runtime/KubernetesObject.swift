package import JSON

/// A small record of one object of the API, with what list-then-watch needs of it.
///
/// A record keeps only what its reader uses, never the whole JSON: stores hold tens of thousands.
package protocol KubernetesObject: Sendable {
  /// Reads the record; an error means that this object cannot be understood.
  init(json: JSONValue) throws

  /// The namespace and name.
  var key: ObjectKey { get }

  /// The uid; differs for an object deleted and created again under its name.
  var uid: String { get }

  /// The version of the object, opaque.
  var resourceVersion: String { get }
}
