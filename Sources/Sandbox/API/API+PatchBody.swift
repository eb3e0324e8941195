import JSON
import KubernetesAPI
import YAML

extension API {
  /// A patch as it was sent.
  struct Patch: Sendable {
    let kind: PatchKind
    let value: JSONValue
    /// The paths of members that the text has twice.
    private let duplicates: [String]
    /// What a strict reader says of the YAML of an apply.
    private var repetition: String?

    /// Reads the body of a PATCH.
    ///
    /// - Throws: 400 for what is not JSON, or for an apply not YAML.
    init(_ body: [UInt8], _ kind: PatchKind) throws(Status) {
      self.kind = kind
      guard kind != .apply else {
        do throws(YAMLError) {
          let reading = try YAML.lenient(body)
          value = reading.value
          repetition = reading.problem
        } catch {
          throw .badRequest(
            "error decoding YAML: error converting YAML to JSON: \(error.goText)")
        }
        duplicates = []
        guard value.object != nil || value.isNull else {
          throw .badRequest(
            "error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot "
              + "unmarshal \(value.goName) into Go value of type map[string]interface {}")
        }
        return
      }
      do throws(JSONError) {
        let (value, notes) = try JSONValue.lenient(parsing: body)
        self.value = value
        duplicates = notes.filter(\.isDuplicate).map(\.path)
      } catch {
        let reason = GoSyntax.problem(body) ?? error.reason
        throw .badRequest("error decoding patch: \(reason)")
      }
    }

    /// The warnings of an apply, or its refusal, once it has been carried out.
    ///
    /// - Throws: 400 when fields are validated strictly and the text repeats some.
    func applyWarnings(_ validation: FieldValidation) throws(Status) -> [String] {
      guard let repetition, validation != .ignore else { return [] }
      let text = "error converting YAML to JSON: \(repetition)"
      if validation == .strict { throw .badRequest("error strict decoding YAML: \(text)") }
      return FieldValidation.warnings(text)
    }

    /// 422: what the patch makes is no such object (handlers/patch.go, `applyPatchToCurrentObject`).
    func misfit(_ patched: JSONValue, because reason: String) -> Status {
      let shown =
        kind == .strategic ? value.goText : String(decoding: patched.encodedAsGo(), as: UTF8.self)
      return .invalid(
        group: "", kind: "", name: "",
        [FieldProblem(kind: .invalid, field: "patch", value: .string(shown), detail: reason)])
    }

    /// What strict decoding complains about.
    func problems(unknown: [String]) -> [String] {
      let operations = kind == .json ? JSONPatch.unknownFields(value) : []
      return operations + duplicates.map { "duplicate field \($0.goQuoted)" }
        + unknown.map { "unknown field \($0.goQuoted)" }
    }
  }
}
