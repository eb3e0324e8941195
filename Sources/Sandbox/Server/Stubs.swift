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
struct Authentication { func authenticate(certificate: PeerCertificate?, authorization: String?, now: Int64) throws(Status) -> UserInfo { UserInfo(username: "") } }
struct Impersonation { init(_ f: [(String, String)]) throws(Status) {}
  var questions: [AccessAttributes] { [] }; var user: UserInfo { UserInfo(username: "") }
  func refusal(_ a: AccessAttributes, by: UserInfo) -> Status { .badRequest("") } }
struct TokenIssuer { var discoveryDocument: JSONValue { .null }; var keySet: JSONValue { .null }
  func issue(_ b: JSONValue, for: StoredObject, now: Int64) throws(Status) -> JSONValue { .null } }
struct Reviews { let authorizer: Authorizer; let authentication: Authentication; let now: Int64
  func answer(_ b: JSONValue, kind: String, namespace: String, caller: UserInfo, manager: String) throws(Status) -> JSONValue { b } }
extension JSONValue { var goKind: String { "" } }
extension APIServer { func documentAnswer(_ p: String, _ c: Call) throws(Status) -> Answer? { nil } }
