internal import CSystem
internal import Synchronization

/// Certificate authorities and what they vouch for.
///
/// Every certificate of the file is a trust anchor, self-signed or not, as in Go's crypto/x509 and
/// so in kube-apiserver. Sendable because an X509_STORE counts its references atomically, locks its
/// own tables, and gets nothing added after init.
@safe
package final class TrustStore: @unchecked Sendable {
  /// What a certificate is used for: RFC 5280 §4.2.1.12's serverAuth or clientAuth.
  package enum Purpose: Sendable {
    case server, client
  }

  let pointer: OpaquePointer
  let authorities: [X509Handle]
  /// What was verified for clients, by the digest of the certificate: it is asked for every
  /// request.
  private let verified = Mutex<[Digest: ClosedRange<Int64>]>([:])

  private static let maximumDepth: Int32 = 8
  private static let maximumRemembered = 4096

  /// The authorities of a PEM file; a file without a certificate is an error.
  package init(authorities pem: [UInt8]) throws(TLSError) {
    authorities = try PEMReader.certificates(in: pem)
    guard let store = unsafe X509_STORE_new() else {
      throw TLSError.openSSL("Cannot allocate a certificate store")
    }
    unsafe pointer = store
    for authority in authorities {
      guard unsafe X509_STORE_add_cert(store, authority.pointer) == 1 else {
        throw TLSError.openSSL("Cannot use a certificate authority")
      }
    }
    unsafe Self.limit(X509_STORE_get0_param(store))
  }

  deinit {
    unsafe X509_STORE_free(pointer)
  }

  /// Whether one certificate is an authority of both.
  package func sharesAuthority(with other: TrustStore) -> Bool {
    let theirs = Set(other.authorities.map { unsafe X509Handle.der(of: $0.pointer) })
    return authorities.contains { unsafe theirs.contains(X509Handle.der(of: $0.pointer)) }
  }

  /// Whether the authorities vouch for a client's certificate at a Unix second.
  ///
  /// Cheap when it was asked before: what was verified is remembered with the period in which the
  /// whole chain is valid.
  package func verify(_ certificate: PeerCertificate, at seconds: Int64) -> Bool {
    if let period = verified.withLock({ $0[certificate.digest] }), period.contains(seconds) {
      return true
    }
    guard let period = trustPeriod(of: certificate, for: .client, at: seconds) else { return false }
    verified.withLock { table in
      if table.count >= Self.maximumRemembered { table.removeAll(keepingCapacity: true) }
      table[certificate.digest] = period
    }
    return true
  }

  /// The Unix seconds in which every certificate of the chain to an authority is valid, or nil when
  /// there is no such chain at `seconds`.
  package func trustPeriod(
    of certificate: PeerCertificate, for purpose: Purpose, at seconds: Int64
  ) -> ClosedRange<Int64>? {
    defer { ERR_clear_error() }
    let intermediates = certificate.intermediates.compactMap { X509Handle(der: $0) }
    guard
      let leaf = X509Handle(der: certificate.der),
      let untrusted = unsafe cs_x509_stack_new()
    else { return nil }
    defer { unsafe cs_x509_stack_free(untrusted) }
    // The handles must live as long as the stack that borrows them.
    return withExtendedLifetime((leaf, intermediates)) {
      for intermediate in intermediates {
        guard unsafe cs_x509_stack_push(untrusted, intermediate.pointer) > 0 else { return nil }
      }
      guard let context = unsafe X509_STORE_CTX_new() else { return nil }
      defer { unsafe X509_STORE_CTX_free(context) }
      guard
        unsafe X509_STORE_CTX_init(context, pointer, leaf.pointer, untrusted) == 1,
        unsafe X509_STORE_CTX_set_purpose(context, purpose.openSSL) == 1
      else { return nil }
      unsafe X509_STORE_CTX_set_time(context, 0, Int(seconds))
      guard unsafe X509_verify_cert(context) == 1 else { return nil }
      return unsafe period(of: X509_STORE_CTX_get0_chain(context))
    }
  }

  /// Rules that hold for every verification: short chains, no weak keys or signatures, any
  /// authority ends a chain.
  static func limit(_ parameters: OpaquePointer?) {
    unsafe X509_VERIFY_PARAM_set_depth(parameters, maximumDepth)
    unsafe X509_VERIFY_PARAM_set_auth_level(parameters, 2)
    unsafe X509_VERIFY_PARAM_set_flags(parameters, UInt(X509_V_FLAG_PARTIAL_CHAIN))
  }

  private func period(of chain: OpaquePointer?) -> ClosedRange<Int64>? {
    var common: ClosedRange<Int64>?
    for index in unsafe 0..<cs_x509_stack_count(chain) {
      guard
        let certificate = unsafe cs_x509_stack_item(chain, index),
        let validity = unsafe X509Handle.validity(of: certificate),
        common?.overlaps(validity) ?? true
      else { return nil }
      common = common?.clamped(to: validity) ?? validity
    }
    return common
  }
}

extension TrustStore.Purpose {
  fileprivate var openSSL: Int32 {
    switch self {
    case .server: X509_PURPOSE_SSL_SERVER
    case .client: X509_PURPOSE_SSL_CLIENT
    }
  }
}
