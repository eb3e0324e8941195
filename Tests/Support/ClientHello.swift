/// The first message of a client, byte by byte (RFC 5246 §7.4.1.2), for what no library would send.
package struct ClientHello: Sendable {
  package var version: UInt16
  package var suites: [UInt16]
  package var compressions: [UInt8] = [0]
  /// ALPN's list; nil leaves the extension out.
  package var protocols: [String]?

  package init(
    version: UInt16 = 0x0303, suites: [UInt16] = [0xC02B, 0xC009], protocols: [String]? = nil
  ) {
    self.version = version
    self.suites = suites
    self.protocols = protocols
  }

  package var record: [UInt8] {
    var body = bytes(version) + [UInt8](repeating: 7, count: 32) + [0]
    body += counted16(suites.flatMap(bytes))
    body += [UInt8(compressions.count)] + compressions
    var extensions = add(10, counted16(bytes(0x001D) + bytes(0x0017)))
    extensions += add(11, [1, 0])
    extensions += add(13, counted16(bytes(0x0403) + bytes(0x0203)))
    if let protocols {
      let list = protocols.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
      extensions += add(16, counted16(list))
    }
    body += counted16(extensions)
    let handshake = [1, 0] + counted16(body)
    return [22, 3, 1] + counted16(handshake)
  }

  private func add(_ kind: UInt16, _ body: [UInt8]) -> [UInt8] { bytes(kind) + counted16(body) }

  private func counted16(_ body: [UInt8]) -> [UInt8] { bytes(UInt16(body.count)) + body }

  private func bytes(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 0xFF)] }
}
