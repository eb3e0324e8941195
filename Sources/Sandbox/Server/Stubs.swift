import JSON
import KubernetesAPI
import Wire
enum ProtobufEnvelope {
  static func wrap(_ v: JSONValue, message: String) -> [UInt8] { [] }
  static func watchFrame(_ t: String, _ v: [UInt8]) -> [UInt8] { [] }
}
struct RequestBody { var value: JSONValue; var duplicates: [String]; var hexSample = ""
  static func decode(_ b: [UInt8], contentType: String?) throws(Status) -> RequestBody { RequestBody(value: .null, duplicates: []) } }
enum FieldValidation { case warn, strict, ignore
  func check(unknown: [String], duplicates: [String]) throws(Status) -> [String] { [] } }
struct Admission {
  func check(creating: inout JSONValue, _ t: Target, as: UserInfo, _ tr: StoreTransaction) throws(Status) {}
  func check(validated: JSONValue, _ t: Target, as: UserInfo, _ tr: StoreTransaction) throws(Status) {}
  func check(updating: inout JSONValue, old: JSONValue, _ t: Target, as: UserInfo, _ tr: StoreTransaction) throws(Status) {}
  func check(deleting: JSONValue, _ t: Target, as: UserInfo, _ tr: StoreTransaction) throws(Status) {}
}
extension API { var admission: Admission { Admission() } }
extension JSONValue { var goKind: String { "" } }
extension APIServer { func documentAnswer(_ p: String, _ c: Call) throws(Status) -> Answer? { nil } }
