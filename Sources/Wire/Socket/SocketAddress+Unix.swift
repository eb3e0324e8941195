internal import CSystem

extension SocketAddress {
  /// The longest path that the kernel takes: sockaddr_un has 108 bytes, the last of which is 0.
  package static let longestPath = 107

  /// The address of a socket's file.
  ///
  /// - Throws: `WireError` of kind `.name` for a path that cannot be one, before the kernel cuts it.
  init(unix path: String) throws(WireError) {
    let bytes = Array(path.utf8)
    guard bytes.first == UInt8(ascii: "/"), !bytes.contains(0) else {
      throw WireError(.name, "unix:\(path) is not the whole path of a file, from / on")
    }
    guard bytes.count <= Self.longestPath else {
      throw WireError(
        .name,
        "unix:\(path) has \(bytes.count) bytes, and a socket's path at most \(Self.longestPath)")
    }
    var storage = sockaddr_storage()
    storage.ss_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &storage) { target in
      for (index, byte) in bytes.enumerated() {
        unsafe target[Self.pathOffset + index] = byte
      }
    }
    self.init(storage: storage, count: socklen_t(Self.pathOffset + bytes.count + 1))
  }

  /// Who connected to a socket of this machine, without a name.
  static var unixClient: SocketAddress {
    var storage = sockaddr_storage()
    storage.ss_family = sa_family_t(AF_UNIX)
    return SocketAddress(storage: storage, count: socklen_t(pathOffset))
  }

  /// The path of a socket's file; empty for who connected, who has none.
  var path: String {
    unsafe withStorage { storage in
      let bytes = unsafe UnsafeRawBufferPointer(
        start: storage, count: min(Int(count), MemoryLayout<sockaddr_storage>.size))
      guard bytes.count > Self.pathOffset else { return "" }
      return unsafe String(
        decoding: bytes[Self.pathOffset...].prefix { $0 != 0 }, as: UTF8.self)
    }
  }

  /// Where the path begins in sockaddr_un.
  private static let pathOffset = 2
}
