import JSON
import KubernetesAPI
import Wire

/// The status the API server's controllers write into CustomResourceDefinitions.
enum DefinitionStatus {
  /// What keeps a definition until its objects are gone.
  static let finalizer = "customresourcecleanup.apiextensions.k8s.io"

  /// The status of a condition, such as `True`; nil when it is not there.
  static func condition(_ type: String, of definition: JSONValue) -> String? {
    definition["status", "conditions"]?.array?.first { $0["type"]?.string == type }?["status"]?
      .string
  }

  /// Whether the definition's resource is served.
  static func isEstablished(_ definition: JSONValue) -> Bool {
    condition("Established", of: definition) == "True"
  }

  /// The definition with the names it may have, and established when it may have all
  /// (`controller/status/naming_controller.go`, `controller/establish`).
  ///
  /// - Parameters:
  ///   - others: the other definitions, which have their names already.
  ///   - now: Unix seconds.
  static func accepted(
    _ definition: JSONValue, others: [JSONValue], now: Int64
  ) -> JSONValue {
    let names = AcceptedNames(definition, others: others)
    var definition = definition
    definition[at: ["status", "acceptedNames"]] = names.accepted
    set(
      ("NamesAccepted", names.conflict == nil ? "True" : "False"),
      because: names.conflict ?? ("NoConflicts", "no conflicts found"), in: &definition, now)
    if !isEstablished(definition) {
      let isAccepted = names.conflict == nil
      set(
        ("Established", isAccepted ? "True" : "False"),
        because: isAccepted
          ? ("InitialNamesAccepted", "the initial names have been accepted")
          : ("NotAccepted", "not all names are accepted"),
        in: &definition, now)
    }
    definition["status"] = ordered(definition["status"])
    return definition
  }

  /// The definition whose deletion was asked for: it stays until its objects are gone
  /// (`registry/customresourcedefinition/etcd.go`, `Delete`).
  ///
  /// The deletion timestamp is the caller's to set, as for every object with a finalizer.
  static func deleting(_ definition: JSONValue, now: Int64) -> JSONValue {
    var definition = definition
    var finalizers = definition["metadata", "finalizers"]?.array ?? []
    if !finalizers.contains(.string(finalizer)) {
      finalizers.append(.string(finalizer))
      definition[at: ["metadata", "finalizers"]] = .array(finalizers)
    }
    set(
      ("Terminating", "True"),
      because: (
        "InstanceDeletionPending",
        "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon"
      ), in: &definition, now)
    definition["status"] = ordered(definition["status"])
    return definition
  }

  /// The definition that goes away and whose objects are being deleted
  /// (`controller/finalizer/crd_finalizer.go`).
  static func terminating(_ definition: JSONValue, now: Int64) -> JSONValue {
    var definition = definition
    set(
      ("Terminating", "True"),
      because: ("InstanceDeletionInProgress", "CustomResource deletion is in progress"),
      in: &definition, now)
    definition["status"] = ordered(definition["status"])
    return definition
  }

  /// The definition whose objects are gone: without the finalizer.
  static func cleaned(_ definition: JSONValue, now: Int64) -> JSONValue {
    var definition = definition
    let reason =
      isEstablished(definition)
      ? ("InstanceDeletionCompleted", "removed all instances")
      : ("NeverEstablished", "resource was never established")
    set(("Terminating", "False"), because: reason, in: &definition, now)
    let finalizers = definition["metadata", "finalizers"]?.array ?? []
    let rest = finalizers.filter { $0.string != finalizer }
    definition["metadata"]?["finalizers"] = rest.isEmpty ? JSONValue?.none : .array(rest)
    definition["status"] = ordered(definition["status"])
    return definition
  }

  /// Sets a condition; its time only changes with its status (`SetCRDCondition`).
  private static func set(
    _ condition: (type: String, status: String), because: (reason: String, message: String),
    in definition: inout JSONValue, _ now: Int64
  ) {
    var conditions = definition["status", "conditions"]?.array ?? []
    let place = conditions.firstIndex { $0["type"]?.string == condition.type }
    let old = place.map { conditions[$0] }
    let time =
      old?["status"]?.string == condition.status
      ? old?["lastTransitionTime"] : nil
    let new: JSONValue = [
      "type": .string(condition.type), "status": .string(condition.status),
      "lastTransitionTime": time ?? .string(Timestamp(seconds: now).rfc3339()),
      "reason": .string(because.reason), "message": .string(because.message),
    ]
    if let place { conditions[place] = new } else { conditions.append(new) }
    definition[at: ["status", "conditions"]] = .array(conditions)
  }

  private static func ordered(_ status: JSONValue?) -> JSONValue {
    var ordered = JSONObject()
    for name in ["conditions", "acceptedNames", "storedVersions", "observedGeneration"] {
      ordered[name] = status?[name]
    }
    return .object(ordered)
  }
}
