import JSON
import KubernetesAPI
struct RequestBody { var value: JSONValue; var duplicates: [String]; var hexSample = ""
  static func decode(_ b: [UInt8], contentType: String?) throws(Status) -> RequestBody { RequestBody(value: .null, duplicates: []) } }
enum FieldValidation { case warn, strict, ignore
  func check(unknown: [String], duplicates: [String]) throws(Status) -> [String] { [] } }
extension JSONValue { var goKind: String { "" } }
