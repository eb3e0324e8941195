import JSON

extension TableColumn {
  /// PersistentVolumes.
  static let persistentVolume: [TableColumn] = [
    name,
    text(
      "Capacity",
      "capacity is the description of the persistent volume's resources and capacity. More info: "
        + documentation("capacity")
    ) { $0["spec", "capacity", "storage"]?.string ?? "0" },
    text(
      "Access Modes",
      "accessModes contains all ways the volume can be mounted. More info: "
        + documentation("access-modes")
    ) { accessModes($0.items("spec", "accessModes")) },
    text(
      "Reclaim Policy",
      "persistentVolumeReclaimPolicy defines what happens to a persistent volume when released "
        + "from its claim. Valid options are Retain (default for manually created "
        + "PersistentVolumes), Delete (default for dynamically provisioned PersistentVolumes), "
        + "and Recycle (deprecated). Recycle must be supported by the volume plugin underlying "
        + "this PersistentVolume. More info: " + documentation("reclaiming")
    ) { $0.text("spec", "persistentVolumeReclaimPolicy") },
    text(
      "Status",
      "phase indicates if a volume is available, bound to a claim, or released by a claim. More "
        + "info: " + documentation("phase")
    ) { phase(of: $0) },
    text(
      "Claim",
      "claimRef is part of a bi-directional binding between PersistentVolume and "
        + "PersistentVolumeClaim. Expected to be non-nil when bound. claim.VolumeName is the "
        + "authoritative bind between PV and PVC. More info: " + documentation("binding")
    ) { volume in
      guard let claim = volume["spec", "claimRef"], !claim.isNull else { return "" }
      return "\(claim.text("namespace"))/\(claim.text("name"))"
    },
    text("StorageClass", "StorageClass of the pv") { storageClass(of: $0) },
    text("VolumeAttributesClass", "VolumeAttributesClass of the pv") {
      $0["spec", "volumeAttributesClassName"]?.string ?? "<unset>"
    },
    text(
      "Reason",
      "reason is a brief CamelCase string that describes any failure and is meant for machine "
        + "parsing and tidy display in the CLI."
    ) { $0.text("status", "reason") },
    age,
    text(
      "VolumeMode",
      "volumeMode defines if a volume is intended to be used with a formatted filesystem or to "
        + "remain in raw block state. Value of Filesystem is implied when not included in spec.",
      priority: 1
    ) { $0["spec", "volumeMode"]?.string ?? "<unset>" },
  ]

  /// PersistentVolumeClaims.
  static let persistentVolumeClaim: [TableColumn] = [
    name, text("Status") { phase(of: $0) }, text("Volume") { $0.text("spec", "volumeName") },
    text("Capacity") { claim in
      guard !claim.text("spec", "volumeName").isEmpty else { return "" }
      return claim["status", "capacity", "storage"]?.string ?? "0"
    },
    text("Access Modes") { claim in
      guard !claim.text("spec", "volumeName").isEmpty else { return "" }
      return accessModes(claim.items("status", "accessModes"))
    },
    text("StorageClass", "StorageClass of the pvc") { storageClass(of: $0) },
    text("VolumeAttributesClass", "VolumeAttributesClass of the pvc") {
      $0["spec", "volumeAttributesClassName"]?.string ?? "<unset>"
    },
    age, text("VolumeMode", priority: 1) { $0["spec", "volumeMode"]?.string ?? "<unset>" },
  ]

  private static func documentation(_ part: String) -> String {
    "https://kubernetes.io/docs/concepts/storage/persistent-volumes#\(part)"
  }

  private static func phase(of object: JSONValue) -> String {
    object["metadata", "deletionTimestamp"] == nil ? object.text("status", "phase") : "Terminating"
  }

  /// The annotation of old wins over the field.
  private static func storageClass(of object: JSONValue) -> String {
    let annotation = "volume.beta.kubernetes.io/storage-class"
    return object["metadata", "annotations"]?[annotation]?.string
      ?? object.text("spec", "storageClassName")
  }

  private static func accessModes(_ modes: [JSONValue]) -> String {
    let short = [
      ("ReadWriteOnce", "RWO"), ("ReadOnlyMany", "ROX"), ("ReadWriteMany", "RWX"),
      ("ReadWriteOncePod", "RWOP"),
    ]
    return short.filter { mode, _ in modes.contains { $0.string == mode } }.map(\.1)
      .joined(separator: ",")
  }
}
