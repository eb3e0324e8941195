import JSON

extension TableColumn {
  /// StorageClasses.
  static let storageClass: [TableColumn] = [
    nameOrDefault("storageclass.kubernetes.io/is-default-class"),
    text("Provisioner", "provisioner indicates the type of the provisioner.") {
      $0.text("provisioner")
    },
    text(
      "ReclaimPolicy",
      "reclaimPolicy controls the reclaimPolicy for dynamically provisioned PersistentVolumes of "
        + "this storage class. Defaults to Delete."
    ) { $0["reclaimPolicy"]?.string ?? "Delete" },
    text(
      "VolumeBindingMode",
      "volumeBindingMode indicates how PersistentVolumeClaims should be provisioned and bound.  "
        + "When unset, VolumeBindingImmediate is used. This field is only honored by servers that "
        + "enable the VolumeScheduling feature."
    ) { $0["volumeBindingMode"]?.string ?? "Immediate" },
    TableColumn(
      name: "AllowVolumeExpansion",
      description: "allowVolumeExpansion shows whether the storage class allow volume expand."
    ) { object, _ in .bool(object["allowVolumeExpansion"]?.bool ?? false) },
    age,
  ]

  /// PriorityClasses.
  static let priorityClass: [TableColumn] = [
    name,
    integer(
      "Value",
      "value represents the integer value of this priority class. This is the actual priority "
        + "that pods receive when they have the name of this class in their pod spec."
    ) { $0.integer("value") },
    TableColumn(
      name: "Global-Default", type: "boolean",
      description:
        "globalDefault specifies whether this PriorityClass should be considered as the default "
        + "priority for pods that do not have any priority class. Only one PriorityClass can be "
        + "marked as `globalDefault`. However, if more than one PriorityClasses exists with their "
        + "`globalDefault` field set to true, the smallest value of such global default "
        + "PriorityClasses will be used as the default priority."
    ) { object, _ in .bool(object["globalDefault"]?.bool ?? false) },
    age,
    text(
      "PreemptionPolicy",
      "preemptionPolicy is the Policy for preempting pods with lower priority. One of Never, "
        + "PreemptLowerPriority. Defaults to PreemptLowerPriority if unset."
    ) { $0.text("preemptionPolicy") },
  ]

  /// RuntimeClasses.
  static let runtimeClass: [TableColumn] = [name, text("Handler") { $0.text("handler") }, age]

  /// IngressClasses.
  static let ingressClass: [TableColumn] = [
    nameOrDefault("ingressclass.kubernetes.io/is-default-class"),
    text("Controller", "Controller that is responsible for handling this class") {
      $0.text("spec", "controller")
    },
    text("Parameters", "A reference to a resource with additional parameters") { object in
      guard let parameters = object["spec", "parameters"], !parameters.isNull else {
        return "<none>"
      }
      let group = parameters["apiGroup"]?.string.map { "." + $0 } ?? ""
      return "\(parameters.text("kind"))\(group)/\(parameters.text("name"))"
    },
    age,
  ]

  /// The name, with a mark on what an annotation says is the default.
  private static func nameOrDefault(_ annotation: String) -> TableColumn {
    text("Name", format: "name", nameDescription) { object in
      let isDefault = object["metadata", "annotations"]?[annotation]?.string == "true"
      return isDefault ? object.name + " (default)" : object.name
    }
  }
}
