import JSON

extension TableColumn {
  /// Configurations of webhooks.
  static let webhooks: [TableColumn] = [
    name, integer("Webhooks") { $0.items("webhooks").count }, age,
  ]

  /// ValidatingAdmissionPolicies.
  static let admissionPolicy: [TableColumn] = [
    name, integer("Validations") { $0.items("spec", "validations").count },
    text("ParamKind") { object in
      guard let kind = object["spec", "paramKind"], !kind.isNull else { return "<unset>" }
      return "\(kind.text("apiVersion"))/\(kind.text("kind"))"
    }, age,
  ]

  /// Bindings of those.
  static let admissionPolicyBinding: [TableColumn] = [
    name, text("PolicyName") { $0.text("spec", "policyName") },
    text("ParamRef") { object in
      let name = object.text("spec", "paramRef", "name")
      guard !name.isEmpty else { return "<unset>" }
      let namespace = object.text("spec", "paramRef", "namespace")
      return "\(namespace.isEmpty ? "*" : namespace)/\(name)"
    }, age,
  ]
}
