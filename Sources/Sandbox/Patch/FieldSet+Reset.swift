import KubernetesAPI

extension FieldSet {
  /// The fields a request does not write, whoever sends them (`GetResetFields` of the strategies).
  ///
  /// - Parameters:
  ///   - subresource: the part that is written; empty for the object itself.
  ///   - isCustom: whether a CustomResourceDefinition made the resource.
  static func reset(
    by resource: GroupResource, subresource: String, isCustom: Bool
  ) -> FieldSet {
    switch (subresource, resource.resource) {
    case ("", "certificatesigningrequests") where !isCustom:
      return FieldSet(paths: [["spec"], ["status"]])
    case ("status", "certificatesigningrequests") where !isCustom:
      return FieldSet(paths: [["spec"], ["status", "conditions"]])
    case ("approval", _): return FieldSet(paths: [["spec"], ["status", "certificate"]])
    case ("", _), ("finalize", _): return FieldSet(paths: [["status"]])
    case ("status", "deployments") where !isCustom:
      return FieldSet(paths: [["spec"], ["metadata", "labels"]])
    case ("status", "pods") where !isCustom:
      return FieldSet(
        paths: [["spec"], ["metadata", "deletionTimestamp"], ["metadata", "ownerReferences"]])
    case ("status", let name) where isCustom || stripped.contains(name):
      return FieldSet(paths: [["spec"], ["metadata"]])
    case ("status", _): return FieldSet(paths: [["spec"]])
    default: return FieldSet()
    }
  }

  /// The built-in resources whose status is written without any metadata.
  private static let stripped: Set<String> = [
    "validatingadmissionpolicies", "storageversions", "flowschemas", "prioritylevelconfigurations",
    "servicecidrs", "resourceclaims", "volumeattachments",
  ]
}
