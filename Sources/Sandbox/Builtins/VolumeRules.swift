import JSON

/// What volumes and the claims to them have in common.
enum VolumeRules {
  static let accessModes = [
    "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod",
  ]

  /// The members of a PersistentVolume's specification that say where it is.
  static let sources = [
    "hostPath", "gcePersistentDisk", "awsElasticBlockStore", "glusterfs", "nfs", "rbd",
    "quobyte", "cephfs", "iscsi", "cinder", "fc", "flocker", "azureFile", "vsphereVolume",
    "photonPersistentDisk", "azureDisk", "scaleIO", "local", "storageos", "csi", "portworxVolume",
    "flexVolume",
  ]

  static func accessModes(of object: JSONValue, required: String) -> [FieldProblem] {
    let field = "spec.accessModes"
    let given = object.items("spec", "accessModes").map { $0.string ?? "" }
    if given.isEmpty { return [.required(field, required)] }
    var problems = given.filter { !accessModes.contains($0) }
      .map { FieldProblem.notSupported(field, .string($0), accessModes) }
    if given.contains("ReadWriteOncePod"),
      given.contains(where: { $0 != "ReadWriteOncePod" && accessModes.contains($0) })
    {
      problems.append(
        .forbidden(field, "may not use ReadWriteOncePod with other access modes"))
    }
    return problems
  }

  static func warnings(for object: JSONValue) -> [String] {
    let key = "volume.beta.kubernetes.io/storage-class"
    guard object["metadata", "annotations"]?[key] != nil else { return [] }
    return [
      "metadata.annotations[\(key)]: deprecated since v1.8; use \"storageClassName\" "
        + "attribute instead"
    ]
  }

  static func mode(of object: JSONValue) -> [FieldProblem] {
    let modes = ["Block", "Filesystem"]
    guard let mode = object["spec", "volumeMode"]?.string, !modes.contains(mode) else { return [] }
    return [.notSupported("spec.volumeMode", .string(mode), modes)]
  }

  static func problems(positive amount: JSONValue, _ field: String) -> [FieldProblem] {
    guard let value = QuantityAmount.amount(amount.string ?? ""), value <= 0 else { return [] }
    return [.invalid(field, amount, "must be greater than zero")]
  }
}
