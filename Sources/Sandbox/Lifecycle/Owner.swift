import JSON
import KubernetesAPI

/// One of an object's `metadata.ownerReferences`, as the garbage collector reads it.
struct Owner: Sendable, Hashable {
  /// The group, version and kind of an owner.
  struct Kind: Sendable, Hashable {
    let group: String
    let version: String
    let kind: String
  }

  let kind: Kind
  let name: String
  let uid: String
  /// Whether the owner waits for this dependent when it is deleted in the foreground.
  let isBlocked: Bool

  init(_ reference: JSONValue) {
    let apiVersion = reference["apiVersion"]?.string ?? ""
    let parts = apiVersion.split(separator: "/", omittingEmptySubsequences: false)
    kind = Kind(
      group: parts.count > 1 ? String(parts[0]) : "",
      version: String(parts.last ?? ""), kind: reference["kind"]?.string ?? "")
    name = reference["name"]?.string ?? ""
    uid = reference["uid"]?.string ?? ""
    isBlocked = reference["blockOwnerDeletion"]?.bool ?? false
  }
}

extension JSONValue {
  /// `metadata.ownerReferences`.
  var owners: [Owner] { (self["metadata", "ownerReferences"]?.array ?? []).map(Owner.init) }

  /// The same object without the references to some owners.
  func disowned(by uids: Set<String>) -> JSONValue {
    var object = self
    let references = (self["metadata", "ownerReferences"]?.array ?? []).filter {
      !uids.contains($0["uid"]?.string ?? "")
    }
    object["metadata"]?["ownerReferences"] =
      references.isEmpty ? Optional.none : .array(references)
    object.forgetManagers(ofOwners: uids)
    return object
  }

  /// The same object without a finalizer.
  func without(finalizer: String, isSorted: Bool) -> JSONValue {
    var object = self
    object.setFinalizers(finalizers.filter { $0 != finalizer }, isSorted: isSorted)
    return object
  }
}
