import Glibc
import JSON

/// A recorded answer of an API server.
func recordedAnswer(_ name: String, from file: String = #filePath) throws -> [UInt8] {
  let folder = file.split(separator: "/").dropLast(3).joined(separator: "/")
  let descriptor = unsafe open("/\(folder)/Fixtures/\(name)", O_RDONLY)
  guard descriptor >= 0 else { throw NoSuchAnswer(name: name) }
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

struct NoSuchAnswer: Error {
  var name: String
}
