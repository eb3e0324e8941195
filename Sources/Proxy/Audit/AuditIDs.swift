/// Makes the Audit-IDs of one connection's requests: random UUIDs (RFC 9562 §5.4).
///
/// They must differ and need not be secret: two seeds that nobody else has are asked of the system
/// once, and each ID is made of two numbers that follow from them (splitmix64).
struct AuditIDs {
  private var seeds: (UInt64, UInt64)

  /// Creates a source of IDs.
  init(_ generator: some RandomNumberGenerator = SystemRandomNumberGenerator()) {
    var generator = generator
    seeds = (generator.next(), generator.next())
  }

  /// Bytes of an ID as text.
  static let length = 36
  private static let digits = Array("0123456789abcdef".utf8)
  /// The longest ID of a client's that is kept.
  private static let maximumLength = 64

  /// Puts the next ID in the place of what is there.
  mutating func next(into bytes: inout [UInt8]) {
    bytes.removeAll(keepingCapacity: true)
    let high = Self.next(&seeds.0) & ~0xF000 | 0x4000
    let low = Self.next(&seeds.1) & ~(0b11 << 62) | 0b10 << 62
    for (place, half) in [high, low].enumerated() {
      for digit in 0..<16 {
        let position = place * 16 + digit
        if position == 8 || position == 12 || position == 16 || position == 20 {
          bytes.append(UInt8(ascii: "-"))
        }
        bytes.append(Self.digits[Int(half >> UInt64(60 - 4 * digit) & 15)])
      }
    }
  }

  private static func next(_ seed: inout UInt64) -> UInt64 {
    seed &+= 0x9E37_79B9_7F4A_7C15
    var mixed = seed
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// Whether a client's ID is kept: a short word, which nothing else can be hidden in.
  ///
  /// The API server takes whatever comes (apiserver/pkg/endpoints/filters/audit_init.go).
  static func isKept(_ id: Span<UInt8>) -> Bool {
    guard !id.isEmpty, id.count <= maximumLength else { return false }
    for index in id.indices {
      switch id[index] {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."), UInt8(ascii: ":"):
        continue
      default: return false
      }
    }
    return true
  }
}
