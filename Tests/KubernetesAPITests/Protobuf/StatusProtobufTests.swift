import JSON
import KubernetesAPI
import Testing

@Suite struct `A Status in protobuf` {
  @Test(arguments: ["status.401", "status.403.list-namespaces.alice", "status.404.namespace"])
  func `is written and read as an API server's`(_ name: String) throws {
    let recorded = Fixture.bytes(of: name + ".pb")
    let json = try JSONValue(parsing: Fixture.bytes(of: name + ".json"))
    let status = try #require(Status(json))
    #expect(status.encodedProtobuf() == recorded)
    #expect(try Status(protobuf: recorded.span) == status)
  }

  @Test func `keeps all it says`() throws {
    var status = Status(
      code: 422, reason: "Invalid", message: "ä",
      details: Status.Details(
        name: "a", group: "b", kind: "c", uid: "d",
        causes: [Status.Cause(reason: "e", message: "f", field: "g"), Status.Cause()],
        retryAfterSeconds: 7))
    status.continueToken = "next"
    status.isFailure = false
    #expect(try Status(protobuf: status.encodedProtobuf().span) == status)
    status.details = nil
    #expect(try Status(protobuf: status.encodedProtobuf().span) == status)
  }

  /// Bytes that are put in the place of the message of a Status.
  @Test(
    arguments: [
      ([0x12, 0x00, 0x12, 0x00], "proto: Status has field 2 twice"),
      ([0x3A, 0x00], "proto: Status has no field 7"),
      ([0x10, 0x00], "proto: wrong wireType = 0"), ([0x32, 0x00], "proto: wrong wireType = 2"),
      ([0x0A, 0x04, 0x1A, 0x00, 0x1A, 0x00], "proto: ListMeta has field 3 twice"),
      ([0x2A, 0x02, 0x3A, 0x00], "proto: StatusDetails has no field 7"),
      ([0x2A, 0x04, 0x22, 0x02, 0x22, 0x00], "proto: StatusCause has no field 4"),
      ([0x1A, 0x01, 0xFF], "proto: string is not UTF-8"), ([0x1A, 0x05, 0x61], "unexpected EOF"),
    ] as [([UInt8], String)])
  func `is refused when it can be read in two ways`(_ raw: [UInt8], _ message: String) {
    let bytes = ProtobufEnvelope(apiVersion: "v1", kind: "Status", raw: raw).wrapped()
    #expect(throws: ProtobufError(message: message)) { try Status(protobuf: bytes.span) }
  }

  @Test(
    arguments: [
      ([], "prefix"), (Array("{}".utf8), "prefix"), (ProtobufEnvelope.mark, "without a kind"),
      (ProtobufEnvelope(apiVersion: "v1", kind: "Pod", raw: []).wrapped(), "not a Status"),
      (ProtobufEnvelope(apiVersion: "v2", kind: "Status", raw: []).wrapped(), "not a Status"),
      (ProtobufEnvelope.mark + [0x0A, 0x00, 0x12, 0x00], "without a kind"),
      (ProtobufEnvelope.mark + [0x0A, 0x03, 0x12, 0x01, 0x61], "without a kind or an object"),
      (ProtobufEnvelope.mark + [0x12, 0x00, 0x12, 0x00], "field 2 twice"),
      (ProtobufEnvelope.mark + [0x1A, 0x01, 0x61], "another encoding"),
      (ProtobufEnvelope.mark + [0x22, 0x01, 0x61], "another encoding"),
      (ProtobufEnvelope.mark + [0x2A, 0x00], "no field 5"),
      (ProtobufEnvelope.mark + [0x10, 0x00], "wrong wireType"),
      (ProtobufEnvelope.mark + [0x0A, 0x02, 0x1A, 0x00], "TypeMeta has no field 3"),
      (ProtobufEnvelope.mark + [0x0A, 0x04, 0x12, 0x00, 0x12, 0x00], "TypeMeta has field 2 twice"),
    ] as [([UInt8], String)])
  func `is refused in an envelope that is none`(_ bytes: [UInt8], _ part: String) {
    do throws(ProtobufError) {
      _ = try Status(protobuf: bytes.span)
      Issue.record("it was taken")
    } catch {
      #expect(error.message.contains(part), "\(error.message)")
    }
  }
}
