/// One member of an object's `metadata.ownerReferences` (metav1.OwnerReference).
package struct OwnerReference: Sendable, Hashable {
  /// The group and version of the owner, such as `apps/v1`.
  package var apiVersion: String
  /// The kind of the owner.
  package var kind: String
  /// The name of the owner.
  package var name: String
  /// The identity of the owner across time.
  package var uid: String
  /// Whether the owner is the managing controller.
  package var controller: Bool

  /// Creates a reference.
  package init(
    apiVersion: String, kind: String, name: String, uid: String, controller: Bool = false
  ) {
    self.apiVersion = apiVersion
    self.kind = kind
    self.name = name
    self.uid = uid
    self.controller = controller
  }

  /// The owner's API group, empty for the core group.
  package var group: String {
    guard let slash = apiVersion.utf8.firstIndex(of: UInt8(ascii: "/")) else { return "" }
    return String(apiVersion[..<slash])
  }
}
