import JSON

/// What is kept for admission; it is stored only, nobody asks it
/// (`pkg/apis/admissionregistration/v1/defaults.go`).
struct AdmissionStrategy: StatusStrategy {
  var countsGenerations: Bool { true }
  var judgesMetadataAgain: Bool { true }

  func setDefaults(_ object: inout JSONValue) {
    let isMutating = object.text("kind") == "MutatingWebhookConfiguration"
    object.changeItems(["webhooks"]) { webhook in
      webhook.setDefault(["failurePolicy"], "Fail")
      webhook.setDefault(["matchPolicy"], "Equivalent")
      webhook.setDefault(["namespaceSelector"], [:])
      webhook.setDefault(["objectSelector"], [:])
      webhook.setDefault(["timeoutSeconds"], 10)
      if isMutating { webhook.setDefault(["reinvocationPolicy"], "Never") }
      if webhook["clientConfig", "service"]?.object != nil {
        webhook.setDefault(["clientConfig", "service", "port"], 443)
      }
      webhook.changeItems(["rules"]) { $0.setDefault(["scope"], "*") }
    }
    switch object.text("kind") {
    case "ValidatingAdmissionPolicy":
      object.setDefault(["spec", "failurePolicy"], "Fail")
      complete(match: &object, ["spec", "matchConstraints"])
    case "ValidatingAdmissionPolicyBinding": complete(match: &object, ["spec", "matchResources"])
    default: break
    }
  }

  private func complete(match object: inout JSONValue, _ path: [String]) {
    guard object[at: path]?.object != nil else { return }
    object.setDefault(path + ["matchPolicy"], "Equivalent")
    object.setDefault(path + ["namespaceSelector"], [:])
    object.setDefault(path + ["objectSelector"], [:])
    for list in ["resourceRules", "excludeResourceRules"] {
      object.changeItems(path + [list]) { $0.setDefault(["scope"], "*") }
    }
  }
}
