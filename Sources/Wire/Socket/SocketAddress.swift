internal import CSystem

/// An IPv4 or IPv6 address and port, or a socket of this machine (unix(7)).
@safe
package struct SocketAddress: Sendable, CustomStringConvertible {
  let storage: sockaddr_storage
  let count: socklen_t

  init(storage: sockaddr_storage, count: socklen_t) {
    self.storage = storage
    self.count = count
  }

  var family: Int32 { Int32(storage.ss_family) }

  /// Whether it is a socket of this machine: without a host, a port or a network.
  package var isUnix: Bool { family == AF_UNIX }

  /// The port; 0 where there is none.
  package var port: UInt16 {
    guard !isUnix else { return 0 }
    return unsafe withStorage { storage in
      if family == AF_INET6 {
        return unsafe UInt16(
          bigEndian: UnsafeRawPointer(storage).load(as: sockaddr_in6.self).sin6_port)
      }
      return unsafe UInt16(
        bigEndian: UnsafeRawPointer(storage).load(as: sockaddr_in.self).sin_port)
    }
  }

  /// The numeric host, without brackets; `unix` for a socket of this machine, which has none.
  package var host: String {
    guard !isUnix else { return "unix" }
    return unsafe withStorage { storage in
      unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { text in
        let raw = unsafe UnsafeRawPointer(storage)
        var found: UnsafePointer<CChar>?
        if family == AF_INET6 {
          var address = unsafe raw.load(as: sockaddr_in6.self).sin6_addr
          unsafe found = inet_ntop(AF_INET6, &address, text.baseAddress, 64)
        } else {
          var address = unsafe raw.load(as: sockaddr_in.self).sin_addr
          unsafe found = inet_ntop(AF_INET, &address, text.baseAddress, 64)
        }
        return unsafe found.map { unsafe String(cString: $0) } ?? "unknown"
      }
    }
  }

  package var isLoopback: Bool { host == "::1" || host.hasPrefix("127.") }

  /// `host:port` that a client on this machine can use, for a listener on every address too.
  package var reachable: String {
    switch host {
    case "0.0.0.0": "127.0.0.1:\(port)"
    case "::": "[::1]:\(port)"
    default: description
    }
  }

  package var description: String {
    if isUnix { return path.isEmpty ? "unix" : "unix:\(path)" }
    return family == AF_INET6 ? "[\(host)]:\(port)" : "\(host):\(port)"
  }

  func withStorage<R>(_ body: (UnsafePointer<sockaddr_storage>) -> R) -> R {
    unsafe withUnsafePointer(to: storage) { unsafe body($0) }
  }

  /// Splits `host:port`, `[v6]:port` or `:port`; `nil` when it is none of these.
  package static func split(_ text: String) -> (host: String, port: UInt16)? {
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...])
    else { return nil }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
    } else if host.contains(":") {
      return nil
    }
    return (String(host), port)
  }

  /// Asks the resolver; blocks, so it is called through `offload`.
  static func resolve(host: String, port: UInt16, passive: Bool) throws(WireError)
    -> [SocketAddress]
  {
    var hints = unsafe addrinfo()
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    unsafe hints.ai_flags = AI_NUMERICSERV | (passive ? AI_PASSIVE : 0)
    var list: UnsafeMutablePointer<addrinfo>?
    let code = unsafe getaddrinfo(host.isEmpty ? nil : host, String(port), &hints, &list)
    guard code == 0 else {
      throw WireError(.name, "resolving \(host): \(unsafe String(cString: gai_strerror(code)))")
    }
    defer { unsafe freeaddrinfo(list) }
    var found: [SocketAddress] = []
    var next = unsafe list
    while let entry = unsafe next {
      var storage = sockaddr_storage()
      let count = unsafe Int(entry.pointee.ai_addrlen)
      unsafe withUnsafeMutableBytes(of: &storage) { target in
        unsafe target.copyMemory(
          from: UnsafeRawBufferPointer(start: entry.pointee.ai_addr, count: count))
      }
      found.append(SocketAddress(storage: storage, count: socklen_t(count)))
      unsafe next = entry.pointee.ai_next
    }
    return found
  }
}
