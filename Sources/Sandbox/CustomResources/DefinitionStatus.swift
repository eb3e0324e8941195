import JSON
import KubernetesAPI
import Wire

/// The status the API server's controllers write into CustomResourceDefinitions.
enum DefinitionStatus {
  /// The status of a condition, such as `True`; nil when it is not there.
  static func condition(_ type: String, of definition: JSONValue) -> String? {
    definition.condition(type)?["status"]?.string
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
    let isAccepted = names.conflict == nil
    let now = Timestamp(seconds: now)
    let (reason, message) = names.conflict ?? ("NoConflicts", "no conflicts found")
    definition.setCondition(
      "NamesAccepted", isAccepted ? "True" : "False", reason: reason, message: message, now: now)
    if !isEstablished(definition) {
      let (reason, message) =
        isAccepted
        ? ("InitialNamesAccepted", "the initial names have been accepted")
        : ("NotAccepted", "not all names are accepted")
      definition.setCondition(
        "Established", isAccepted ? "True" : "False", reason: reason, message: message, now: now)
    }
    definition["status"] = ordered(definition["status"])
    return definition
  }

  private static func ordered(_ status: JSONValue?) -> JSONValue {
    var ordered = JSONObject()
    for name in ["conditions", "acceptedNames", "storedVersions", "observedGeneration"] {
      ordered[name] = status?[name]
    }
    return .object(ordered)
  }
}
