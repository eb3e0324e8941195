import Glibc

/// A recorded answer of an API server; none when it cannot be read.
func recorded(_ name: String) -> [UInt8] {
  let folder = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  let descriptor = unsafe open("/\(folder)/Fixtures/\(name)", O_RDONLY)
  guard descriptor >= 0 else { return [] }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65_536)
  while case let count = unsafe read(descriptor, &chunk, chunk.count), count > 0 {
    bytes += chunk[..<count]
  }
  return bytes
}
