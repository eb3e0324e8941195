import JSON
import KubernetesAPI
import Testing

@testable import Sandbox

@Suite struct FieldValidationTests {
  private let namespace = ExpectedKind(apiVersion: "v1", kind: "Namespace")

  private func problems(_ text: String) throws -> [String] {
    let body = try RequestBody.decode(Array(text.utf8), contentType: nil, as: namespace)
    let conformed = try Schema.message("core.Namespace").conform(body.object)
    return body.problems(unknown: conformed.unknown)
  }

  private static let text =
    #"{"metadata":{"name":"zz","foo":1,"name":"zz2","x":{"a":1,"a":2}},"b\"é":{},"#
    + #""spec":{"finalizers":[],"q":1}}"#

  @Test func `Problems are told in the order of the text`() throws {
    #expect(
      try problems(Self.text) == [
        #"unknown field "metadata.foo""#, #"duplicate field "metadata.name""#,
        #"unknown field "metadata.x""#, #"unknown field "b\"é""#, #"unknown field "spec.q""#,
      ])
  }

  @Test func `Without duplicates they are the same`() throws {
    #expect(
      try problems(#"{"spec":{"q":1},"foo":{"a":1}}"#) == [
        #"unknown field "spec.q""#, #"unknown field "foo""#,
      ])
    #expect(
      try problems(#"{"metadata":{"labels":{"a":"b","a":"c"}}}"#) == [
        #"duplicate field "metadata.labels.a""#
      ])
    #expect(try problems(#"{"foo":1,"foo":2}"#) == [#"unknown field "foo""#])
  }

  @Test func `Strict validation refuses`() throws {
    let problems = try problems(Self.text)
    #expect {
      try FieldValidation.strict.warnings(
        problems, for: namespace, kind: "Namespace", apiVersion: "v1")
    } throws: {
      ($0 as? Status)?.message
        == #"Namespace in version "v1" cannot be handled as a Namespace: strict decoding error: "#
        + #"unknown field "metadata.foo", duplicate field "metadata.name", "#
        + #"unknown field "metadata.x", unknown field "b\"é", unknown field "spec.q""#
    }
    #expect(
      try FieldValidation.strict.warnings(
        [], for: namespace, kind: "Namespace", apiVersion: "v1"
      ).isEmpty)
  }

  @Test(
    arguments: [
      (nil, ["a"]), ("", ["a"]), ("Warn", ["a"]), ("Ignore", []),
    ] as [(String?, [String])])
  func `Otherwise it warns or does not`(word: String?, warnings: [String]) throws {
    let validation = try FieldValidation(word, options: "CreateOptions")
    #expect(
      try validation.warnings(["a"], for: namespace, kind: "Namespace", apiVersion: "v1")
        == warnings)
  }

  @Test func `Another word is invalid`() {
    #expect {
      try FieldValidation("Bad", options: "CreateOptions")
    } throws: {
      ($0 as? Status)?.message
        == #"CreateOptions.meta.k8s.io "" is invalid: fieldValidation: Unsupported value: "Bad": "#
        + #"supported values: "", "Ignore", "Strict", "Warn""#
    }
  }
}
