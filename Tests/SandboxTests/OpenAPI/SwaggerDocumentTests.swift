import JSON
import Testing

@testable import Sandbox

@Suite struct SwaggerDocumentTests {
  @Test func `the document of version 2 is the same in both encodings`() {
    #expect(
      SwaggerDocument.json.encodedAsGo()
        == Array(
          #"{"swagger":"2.0","info":{"title":"Kubernetes","version":"1.36"},"paths":{}}"#.utf8))
    let info = [0x0a, 10] + Array("Kubernetes".utf8) + [0x12, 4] + Array("1.36".utf8)
    #expect(
      SwaggerDocument.protobuf
        == [0x0a, 3] + Array("2.0".utf8) + [0x12, UInt8(info.count)] + info + [0x42, 0])
  }

  @Test(
    arguments: [
      (nil, OpenAPIForm.json), ("*/*", .json), ("application/json", .json),
      ("application/com.github.proto-openapi.spec.v2@v1.0+protobuf", .protobuf),
      ("application/com.github.proto-openapi.spec.v2.v1.0+protobuf", .protobuf),
      ("text/plain, application/json", .json), ("text/plain", nil),
      ("application/com.github.proto-openapi.spec.v3@v1.0+protobuf", nil),
    ] as [(String?, OpenAPIForm?)])
  func `a client gets the first form it accepts`(accept: String?, form: OpenAPIForm?) {
    #expect(OpenAPIForm(accept: accept, protobuf: "com.github.proto-openapi.spec.v2") == form)
  }
}
