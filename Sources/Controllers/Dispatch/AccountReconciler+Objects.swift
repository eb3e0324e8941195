internal import JSON
internal import Kubernetes
internal import KubernetesAPI

extension AccountReconciler {
  /// Takes away OwnedNamespaces that nobody asks for; what fails does not keep the rest from going.
  func takeAway(_ surplus: [OwnedNamespace]) async throws(APIError) {
    var failure: APIError?
    for owned in surplus {
      do throws(APIError) {
        try await writer.delete(owned.object, of: .ownedNamespaces)
      } catch { failure = failure ?? error }
    }
    if let failure { throw failure }
  }

  /// Makes the OwnedNamespaces that somebody asks for; what fails does not keep the rest from being
  /// made.
  ///
  /// - Returns: Whether all are there, as far as they can be.
  func makeNamespaces(_ plan: AccountPlan) async throws(APIError) -> Bool {
    var failure: APIError?
    var isWhole = true
    for wanted in plan.wanted where !wanted.isNameTaken {
      do throws(APIError) {
        isWhole = try await keep(wanted) && isWhole
      } catch { failure = failure ?? error }
    }
    if let failure { throw failure }
    return isWhole
  }

  /// Makes an OwnedNamespace as it is wanted; false if it has to be looked at again.
  private func keep(_ wanted: AccountPlan.Wanted) async throws(APIError) -> Bool {
    let userID = wanted.spec["ownerID"]?.string ?? ""
    let key = ObjectKey(namespace: Dispatch.namespace, name: wanted.name)
    let labels = Dispatch.labels.merging([Dispatch.ownerLabel: StableName.labelValue(userID)]) {
      $1
    }
    let annotations = [Dispatch.userAnnotation: userID]
    guard let current = wanted.current?.object else {
      let made = try await writer.create(
        APIResource.ownedNamespaces.object(
          key, labels: labels, annotations: annotations, ["spec": wanted.spec]),
        of: .ownedNamespaces)
      return made != nil
    }
    // One that is going comes again when it is gone.
    if current.metadata.isTerminating { return true }
    let marks: JSONValue = ["labels": .texts(labels), "annotations": .texts(annotations)]
    let spec = current.json["spec"] ?? [:]
    if spec == wanted.spec, current.satisfies(["metadata": marks]) { return true }
    try await writer.merge(
      ["metadata": marks, "spec": spec.mergePatch(to: wanted.spec)], into: current,
      of: .ownedNamespaces)
    return true
  }

  /// Makes the Secret with the account's token, or deletes it when nobody asks for it.
  func keepTokenSecret(_ plan: AccountPlan) async throws(APIError) {
    let name = GrantName.tokenSecret(of: plan.account)
    let made = records.secrets(of: plan.account)
    for secret in made where !plan.wantsTokenSecret || secret.key.name != name {
      try await writer.delete(secret, of: .secrets)
    }
    guard plan.wantsTokenSecret, !made.contains(where: { $0.key.name == name }) else { return }
    let secret = APIResource.secrets.object(
      ObjectKey(namespace: Dispatch.namespace, name: name), labels: Dispatch.labels,
      annotations: ["kubernetes.io/service-account.name": plan.account],
      ["type": "kubernetes.io/service-account-token"])
    let placement = try await writer.create(under: [name], of: .secrets) { _ in
      secret
    } isOurs: { found in
      found.json["type"] == secret["type"]
        && found.metadata.annotations["kubernetes.io/service-account.name"] == plan.account
    }
    // It lost its label. Any other Secret of the name is no token of the account.
    if case .found(let found) = placement {
      try await writer.merge(
        ["metadata": ["labels": .texts(Dispatch.labels)]], into: found, of: .secrets)
    }
  }
}
