import Glibc

/// Files under Tests/Fixtures.
enum Fixture {
  /// The lines of a file, without those that begin with `#`.
  static func lines(of name: String) -> [String] {
    String(decoding: bytes(of: name), as: UTF8.self).split(separator: "\n")
      .map(String.init).filter { !$0.hasPrefix("#") }
  }

  /// The bytes of a file; none when it cannot be read.
  static func bytes(of name: String) -> [UInt8] {
    let tests = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
    let path = tests.joined(separator: "/") + "/Fixtures/" + name
    let descriptor = unsafe open(path, O_RDONLY)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while case let count = unsafe read(descriptor, &chunk, chunk.count), count > 0 {
      bytes += chunk[..<count]
    }
    return bytes
  }
}
