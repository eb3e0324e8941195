import JSON
import Wire

/// Recorded answers of an API server.
enum Recording {
  /// The bytes of one.
  static func bytes(_ name: String, from file: String = #filePath) throws -> [UInt8] {
    let folder = file.split(separator: "/").dropLast(3).joined(separator: "/")
    return try FileContents.read("/\(folder)/Fixtures/\(name)")
  }

  /// The text of one.
  static func text(_ name: String) throws -> String {
    String(decoding: try bytes(name), as: UTF8.self)
  }

  /// The value of one that is JSON.
  static func json(_ name: String) throws -> JSONValue { try JSONValue(parsing: try bytes(name)) }
}
