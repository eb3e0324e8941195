internal import CSystem

extension X509Handle {
  /// The DNS names among the subject's alternative names; what is not ASCII is left out.
  var dnsNames: [String] {
    defer { ERR_clear_error() }
    guard
      let found = unsafe X509_get_ext_d2i(pointer, NID_subject_alt_name, nil, nil)
    else { return [] }
    let names = OpaquePointer(found)
    defer { unsafe GENERAL_NAMES_free(names) }
    return unsafe (0..<cs_general_names_count(names)).compactMap { index in
      var count: Int32 = 0
      guard let bytes = unsafe cs_general_names_dns(names, index, &count), count > 0 else {
        return nil
      }
      let name = unsafe UnsafeBufferPointer(start: bytes, count: Int(count))
      guard unsafe name.allSatisfy({ 0x21...0x7E ~= $0 }) else { return nil }
      return unsafe String(decoding: name, as: UTF8.self)
    }
  }

  /// The subject in one line of ASCII (RFC 2253), fit for a log.
  var subjectLine: String {
    guard
      let out = try? MemoryBIO(), unsafe cs_x509_print_subject(out.pointer, pointer) >= 0
    else {
      ERR_clear_error()
      return ""
    }
    return String(decoding: out.bytes, as: UTF8.self)
  }
}
