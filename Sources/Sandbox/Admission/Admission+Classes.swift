import JSON
import KubernetesAPI

extension Admission {
  /// Gives a claim the default storage class (`plugin/pkg/admission/storage/storageclass`).
  func setStorageClass(of claim: inout JSONValue, _ transaction: borrowing StoreTransaction) {
    let classes = GroupResource(group: "storage.k8s.io", resource: "storageclasses")
    guard claim["spec", "storageClassName"] == nil,
      claim["metadata", "annotations", "volume.beta.kubernetes.io/storage-class"] == nil,
      let name = defaultClass(
        classes,
        [
          "storageclass.kubernetes.io/is-default-class",
          "storageclass.beta.kubernetes.io/is-default-class",
        ], transaction)
    else { return }
    claim[at: ["spec", "storageClassName"]] = .string(name)
  }

  /// Keeps a volume or a claim while it is in use
  /// (`plugin/pkg/admission/storage/storageobjectinuseprotection`).
  func protect(_ object: inout JSONValue, _ finalizer: String) {
    let finalizers = object.finalizers
    guard !finalizers.contains(finalizer) else { return }
    object.setFinalizers(finalizers + [finalizer], isSorted: false)
  }

  /// Gives an ingress the default class (`plugin/pkg/admission/network/defaultingressclass`).
  func setIngressClass(of ingress: inout JSONValue, _ transaction: borrowing StoreTransaction) {
    let classes = GroupResource(group: "networking.k8s.io", resource: "ingressclasses")
    guard ingress["spec", "ingressClassName"] == nil,
      ingress["metadata", "annotations", "kubernetes.io/ingress.class"] == nil,
      let name = defaultClass(
        classes, ["ingressclass.kubernetes.io/is-default-class"], transaction)
    else { return }
    ingress[at: ["spec", "ingressClassName"]] = .string(name)
  }

  /// The newest of the classes that an annotation makes the default, and of those of one age the
  /// first by name.
  private func defaultClass(
    _ resource: GroupResource, _ annotations: [String],
    _ transaction: borrowing StoreTransaction
  ) -> String? {
    transaction.objects(resource).map(\.value)
      .filter { object in
        annotations.contains { object["metadata", "annotations", $0] == "true" }
      }
      .min { one, other in
        let born = one["metadata", "creationTimestamp"]?.string ?? ""
        let otherBorn = other["metadata", "creationTimestamp"]?.string ?? ""
        return born == otherBorn ? one.name < other.name : born > otherBorn
      }?.name
  }
}
