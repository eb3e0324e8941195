package import Kubernetes
internal import JSON
internal import KubernetesAPI

/// Gives namespaces to claimants: each has one at most, for as long as it exists.
///
/// A namespace is a claimant's because it was created for it, or because an administrator wrote
/// ``Claimant/adoption`` on it. One that exists otherwise is somebody else's, whatever its name.
package struct NamespaceClaims: Sendable {
  /// What a claim came to.
  package enum Outcome: Sendable {
    /// The namespace is the claimant's.
    case held(APIObject)
    /// It is not, and will not be unless somebody changes something.
    case refused(ClaimRefusal)
    /// It is on its way out; the name is free when it is gone.
    case terminating
  }

  private let namespaces: Informer
  private let writer: ObjectWriter
  private let settings: ControllerSettings

  /// Claims for one controller.
  package init(_ context: ControllerContext, writer: ObjectWriter) {
    namespaces = context.namespaces
    self.writer = writer
    settings = context.settings
  }

  /// Makes a namespace the claimant's, creating it if the name is free.
  ///
  /// - Parameters:
  ///   - name: The namespace.
  ///   - claimant: Whose it shall be.
  ///   - labels: What it is labelled besides, when it is created.
  ///   - uid: The uid of the namespace that the claimant is known to have had; one that lost its marks
  ///     is known by it and gets them back.
  package func claim(
    _ name: String, for claimant: Claimant, labels: [String: String] = [:], uid: String? = nil
  ) async throws(APIError) -> Outcome {
    if let refusal = forbidden(name) { return .refused(refusal) }
    let key = ObjectKey(name: name)
    if let known = namespaces[key] {
      return try await judge(known, claimant, uid: uid)
    }
    let marks = labels.merging([Claimant.label: claimant.labelValue]) { $1 }
    let namespace = APIResource.namespaces.object(
      key, labels: marks, annotations: [Claimant.annotation: claimant.annotationValue])
    if let created = try await writer.create(namespace, of: .namespaces) { return .held(created) }
    guard let found = try await writer.fresh(key, of: .namespaces) else { return .terminating }
    return try await judge(found, claimant, uid: uid)
  }

  /// Why nobody may claim a namespace of this name; nil if it may be claimed.
  package func forbidden(_ name: String) -> ClaimRefusal? {
    if settings.isProtected(name) {
      return ClaimRefusal(
        .namespaceForbidden, "the namespace \(name) is protected and can be given to nobody")
    }
    guard StableName.isDNSLabel(name) else {
      return ClaimRefusal(
        .namespaceForbidden, "\(name) is no name of a namespace: it must be a DNS label (RFC 1123)")
    }
    return nil
  }

  /// Whether a namespace is the claimant's by its marks.
  package static func isHeld(_ namespace: APIObject, by claimant: Claimant) -> Bool {
    guard let marked = Claimant(of: namespace.metadata) else { return false }
    return marked == claimant
  }

  /// Whether a namespace that exists may become the claimant's, or is: nobody else's, and said to be
  /// the claimant's by an administrator.
  package static func isOpen(_ namespace: APIObject, to claimant: Claimant) -> Bool {
    if namespace.metadata.isTerminating { return false }
    return isHeld(namespace, by: claimant) || isAdopted(namespace, by: claimant)
  }

  /// Whether an administrator gives a namespace to the claimant: one that is nobody's, or was that of
  /// an object of the same name that is no more.
  private static func isAdopted(_ namespace: APIObject, by claimant: Claimant) -> Bool {
    let metadata = namespace.metadata
    guard metadata.annotations[Claimant.adoption] == claimant.adoptionValue else { return false }
    guard metadata.annotations[Claimant.annotation] != nil else { return true }
    guard let former = Claimant(of: metadata) else { return false }
    return former.kind == claimant.kind && former.namespace == claimant.namespace
      && former.name == claimant.name
  }

  /// Deletes the claimant's namespace, after a look at it as it is now.
  ///
  /// - Returns: Whether it is gone, or never was the claimant's.
  package func delete(_ name: String, of claimant: Claimant) async throws(APIError) -> Bool {
    if forbidden(name) != nil { return true }
    guard let namespace = try await writer.fresh(ObjectKey(name: name), of: .namespaces),
      Self.isHeld(namespace, by: claimant)
    else { return true }
    try await writer.delete(namespace, of: .namespaces)
    return false
  }

  private func judge(
    _ namespace: APIObject, _ claimant: Claimant, uid: String?
  ) async throws(APIError) -> Outcome {
    let marked = Claimant(of: namespace.metadata)
    let isMine = marked == claimant
    if namespace.metadata.isTerminating {
      return isMine || marked == nil ? .terminating : .refused(.taken(namespace, by: marked))
    }
    let label = namespace.metadata.labels[Claimant.label]
    if isMine, label == claimant.labelValue { return .held(namespace) }
    let isUnmarked = marked == nil && namespace.metadata.annotations[Claimant.annotation] == nil
    let isAdopted = Self.isAdopted(namespace, by: claimant)
    // It was the claimant's, and somebody took the marks off.
    let isKnown = isUnmarked && uid != nil && uid == namespace.uid
    guard isMine || isAdopted || isKnown else { return .refused(.taken(namespace, by: marked)) }
    let marks: JSONValue = [
      "metadata": [
        "labels": [Claimant.label: .string(claimant.labelValue)],
        "annotations": [
          Claimant.annotation: .string(claimant.annotationValue), Claimant.adoption: .null,
        ],
      ]
    ]
    return .held(try await writer.merge(marks, into: namespace, of: .namespaces))
  }
}
