internal import CSystem

extension SocketAddress {
  /// What one client has of addresses: one of IPv4, a /64 of IPv6 (RFC 6177 §2).
  struct Network: Hashable, Sendable {
    let isIPv6: Bool
    /// The address, or the first half of it.
    let bits: UInt64
  }

  /// The client's network; an IPv4 address that came over IPv6 (RFC 4291 §2.5.5.2) is one of IPv4.
  ///
  /// Nil for a socket of this machine, whose clients have no address.
  var network: Network? {
    guard !isUnix else { return nil }
    return unsafe withStorage { storage in
      let raw = unsafe UnsafeRawPointer(storage)
      guard family == AF_INET6 else {
        let address = unsafe raw.load(as: sockaddr_in.self).sin_addr.s_addr
        return Network(isIPv6: false, bits: UInt64(UInt32(bigEndian: address)))
      }
      var address = unsafe raw.load(as: sockaddr_in6.self).sin6_addr
      return unsafe withUnsafeBytes(of: &address) { bytes in
        let (first, second) = unsafe (
          UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
          UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        )
        guard first == 0, second >> 32 == 0xFFFF else { return Network(isIPv6: true, bits: first) }
        return Network(isIPv6: false, bits: second & 0xFFFF_FFFF)
      }
    }
  }
}
