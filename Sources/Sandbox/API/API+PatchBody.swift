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

    /// Reads the body of a PATCH.
    ///
    /// - Throws: 400 for what is not JSON, or for an apply not YAML.
    init(_ body: [UInt8], _ kind: PatchKind) throws(Status) {
      self.kind = kind
      guard kind != .apply else {
        do throws(YAMLError) {
          value = try YAML.documents(body).first ?? .null
        } catch {
          throw .badRequest("error decoding YAML: yaml: line \(error.line): \(error.reason)")
        }
        duplicates = []
        return
      }
      do throws(JSONError) {
        let (value, notes) = try JSONValue.lenient(parsing: body)
        self.value = value
        duplicates = notes.filter(\.isDuplicate).map(\.path)
      } catch {
        let reason = GoSyntax.problem(body) ?? error.reason
        throw .badRequest(
          kind == .json ? "error decoding patch: \(reason)" : "error decoding patch: \(reason)")
      }
    }

    /// What strict decoding complains about.
    func problems(unknown: [String]) -> [String] {
      let operations = kind == .json ? JSONPatch.unknownFields(value) : []
      return operations + duplicates.map { "duplicate field \($0.goQuoted)" }
        + unknown.map { "unknown field \($0.goQuoted)" }
    }
  }
}
