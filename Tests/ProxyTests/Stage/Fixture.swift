import Glibc
import JSON

/// Recorded answers of an API server, under Tests/Fixtures.
enum Fixture {
  struct Missing: Error {
    let name: String
  }

  static func bytes(_ name: String, from file: String = #filePath) throws -> [UInt8] {
    let folder = file.split(separator: "/").dropLast(3).joined(separator: "/")
    let descriptor = unsafe open("/\(folder)/Fixtures/\(name)", O_RDONLY)
    guard descriptor >= 0 else { throw Missing(name: name) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe read(descriptor, $0.baseAddress, $0.count)
      }
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
    }
  }

  static func json(_ name: String) throws -> JSONValue {
    try JSONValue(parsing: try bytes(name))
  }

  static func text(_ name: String) throws -> String {
    String(decoding: try bytes(name), as: UTF8.self)
  }
}
