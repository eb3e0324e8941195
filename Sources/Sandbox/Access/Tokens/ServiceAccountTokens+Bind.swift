import JSON
import KubernetesAPI

extension ServiceAccountTokens {
  /// Binds a token to the object its request names, so that it dies with it.
  ///
  /// - Throws: 404 when there is none, 400 when it is of another kind or another account's pod, 409
  ///   when it is another object of that name.
  func bind(_ claims: inout TokenClaims, to reference: JSONValue?) throws(Status) {
    guard let reference, !reference.isNull else { return }
    let kind = reference["kind"]?.string ?? ""
    let name = reference["name"]?.string ?? ""
    let (group, version) = Self.groupVersion(reference["apiVersion"]?.string ?? "")
    let bound: StoredObject
    switch (group, kind) {
    case ("", "Pod"):
      bound = try find("pods", claims.namespace, name)
      guard bound.value["spec", "serviceAccountName"]?.string == claims.serviceAccount.name else {
        throw .badRequest(
          "cannot bind token for serviceaccount \(Status.quoted(claims.serviceAccount.name)) to "
            + "pod running with different serviceaccount name.")
      }
      claims.pod = TokenClaims.Reference(bound)
      if let node = bound.value["spec", "nodeName"]?.string, !node.isEmpty {
        claims.node =
          object("nodes", "", node).map(TokenClaims.Reference.init)
          ?? TokenClaims.Reference(name: node, uid: "")
      }
    case ("", "Secret"):
      bound = try find("secrets", claims.namespace, name)
      claims.secret = TokenClaims.Reference(bound)
    case ("", "Node"):
      bound = try find("nodes", "", name)
      claims.node = TokenClaims.Reference(bound)
    default:
      throw .badRequest(
        "cannot bind token to object of type \(group)/\(version), Kind=\(kind)")
    }
    let uid = reference["uid"]?.string ?? ""
    guard uid.isEmpty || uid == bound.uid else {
      throw .conflict(
        GroupResource(group: "", resource: kind), name: name,
        because: "the UID in the bound object reference (\(uid)) does not match the UID in record."
          + " The object might have been deleted and then recreated")
    }
  }

  /// The parts of `group/version` or `version`; empty when there are more.
  private static func groupVersion(_ text: String) -> (group: Substring, version: Substring) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    switch parts.count {
    case 1: return ("", parts[0])
    case 2: return (parts[0], parts[1])
    default: return ("", "")
    }
  }

  private func find(
    _ resource: String, _ namespace: String, _ name: String
  ) throws(Status) -> StoredObject {
    guard !name.isEmpty else { throw .badRequest("Name parameter required.") }
    guard let found = object(resource, namespace, name) else {
      throw .notFound(GroupResource(group: "", resource: resource), name: name)
    }
    return found
  }
}
