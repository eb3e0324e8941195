/// A certificate the program proves itself with, and its key.
package struct ClientCertificate: Sendable, Equatable, CustomStringConvertible {
  /// The chain as PEM, the leaf first.
  package let chain: [UInt8]

  /// The private key as PEM.
  package let key: [UInt8]

  /// A certificate of both.
  package init(chain: [UInt8], key: [UInt8]) {
    self.chain = chain
    self.key = key
  }

  /// Says that it is a certificate; never what is in it.
  package var description: String { "a client certificate" }
}
