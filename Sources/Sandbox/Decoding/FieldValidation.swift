import JSON
import KubernetesAPI

/// What is done about unknown and duplicate fields (`metav1.FieldValidation…`).
enum FieldValidation: String, Sendable, CaseIterable {
  case ignore = "Ignore"
  case strict = "Strict"
  case warn = "Warn"

  /// Reads the query's `fieldValidation`; nothing is the same as `Warn`.
  ///
  /// - Parameter options: the kind of the request's options, such as `CreateOptions`.
  /// - Throws: 422 for another word.
  init(_ word: String?, options: String) throws(Status) {
    guard let word, !word.isEmpty else {
      self = .warn
      return
    }
    guard let validation = Self(rawValue: word) else {
      let words = ([""] + Self.allCases.map(\.rawValue)).map(\.goQuoted)
      throw .invalid(
        group: "meta.k8s.io", kind: options, name: "",
        [
          FieldProblem(
            kind: .notSupported, field: "fieldValidation", value: .string(word),
            detail: "supported values: \(words.joined(separator: ", "))")
        ])
    }
    self = validation
  }

  /// The warnings that a problem makes: those of YAML are one each (handlers/rest.go,
  /// `parseYAMLWarnings`).
  static func warnings(_ problem: String) -> [String] {
    for conversion in ["", "error converting YAML to JSON: "] {
      let prefix = "\(conversion)yaml: unmarshal errors:\n"
      guard problem.hasPrefix(prefix) else { continue }
      return problem.dropFirst(prefix.count).split(separator: "\n").map { line in
        String(line.drop { $0 == " " })
      }
    }
    return [problem]
  }

  /// The warnings of an answer, or its refusal.
  ///
  /// - Parameters:
  ///   - problems: those of `RequestBody.problems`.
  ///   - expected: what the request is for.
  ///   - kind: what the body says it is.
  ///   - apiVersion: the body's version.
  /// - Throws: 400 when fields are validated strictly and there are problems.
  func warnings(
    _ problems: [String], for expected: ExpectedKind, kind: String, apiVersion: String
  ) throws(Status) -> [String] {
    switch self {
    case .ignore: return []
    case .warn: return problems.flatMap(Self.warnings)
    case .strict:
      guard !problems.isEmpty else { return [] }
      throw expected.unhandled(
        "strict decoding error: \(problems.joined(separator: ", "))", kind: kind,
        apiVersion: apiVersion)
    }
  }
}
