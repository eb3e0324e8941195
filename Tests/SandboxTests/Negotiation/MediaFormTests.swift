import KubernetesAPI
import Testing

@testable import Sandbox

@Suite struct MediaFormTests {
  struct Row: Sendable, CustomStringConvertible {
    let accept: String?
    let form: MediaForm?
    var isList = false
    var description: String { accept ?? "nothing" }
  }

  static let table = "application/json;as=Table;v=v1;g=meta.k8s.io"

  static let rows: [Row] = [
    Row(accept: nil, form: MediaForm()),
    Row(accept: "", form: MediaForm()),
    Row(accept: "*/*", form: MediaForm()),
    Row(accept: "application/*", form: MediaForm()),
    Row(accept: "application/yaml", form: MediaForm(encoding: .yaml)),
    Row(
      accept: "application/vnd.kubernetes.protobuf,application/json",
      form: MediaForm(encoding: .protobuf)),
    Row(accept: table, form: MediaForm(shape: .table(version: "v1"))),
    Row(
      accept: "\(table),application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json",
      form: MediaForm(shape: .table(version: "v1"))),
    Row(accept: "application/json;q=0.1,application/yaml;q=0.9", form: MediaForm(encoding: .yaml)),
    Row(
      accept: "application/vnd.kubernetes.protobuf;as=Table;v=v1;g=meta.k8s.io,application/json",
      form: MediaForm()),
    Row(accept: "application/vnd.kubernetes.protobuf;as=Table;v=v1;g=meta.k8s.io", form: nil),
    Row(
      accept: "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io",
      form: MediaForm(shape: .partial(version: "v1")), isList: true),
    Row(accept: "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io", form: nil),
    Row(accept: "application/json;as=Table;v=v2;g=meta.k8s.io", form: nil),
    Row(accept: "application/json;as=Chart;v=v1;g=meta.k8s.io", form: nil),
    Row(accept: "application/cbor", form: nil),
    Row(accept: "text/html", form: nil),
  ]

  @Test(arguments: rows)
  func `the form is negotiated as the API server does`(_ row: Row) {
    let form = try? MediaForm(accept: row.accept, offer: MediaForm.Offer(isList: row.isList))
    #expect(form == row.form)
  }

  @Test func `what is refused is refused in the API server's words`() {
    let unknown = #expect(throws: Status.self) { try MediaForm(accept: "application/x-nope") }
    #expect(
      unknown?.message.hasPrefix("406: Not Acceptable\n\nAvailable representations: ") == true)
    let shaped = #expect(throws: Status.self) {
      try MediaForm(accept: "application/vnd.kubernetes.protobuf;as=Table;v=v1;g=meta.k8s.io")
    }
    #expect(
      shaped?.message == "only the following media types are accepted: application/json, "
        + "application/yaml, application/vnd.kubernetes.protobuf")
  }
}
