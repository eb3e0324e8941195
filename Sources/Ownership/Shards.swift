/// A dictionary in pieces, so that changing one of two copies copies a piece and not the whole.
struct Shards<Key: ShardKey & Sendable, Value: Sendable>: Sendable {
  private var pieces: [[Key: Value]]

  /// Creates an empty dictionary.
  init() { pieces = Array(repeating: [:], count: 1024) }

  /// The value of a key.
  subscript(key: Key) -> Value? {
    get { pieces[key.piece][key] }
    set { pieces[key.piece][key] = newValue }
  }
}

/// A key that knows its piece.
protocol ShardKey: Hashable {
  /// Some number that differs between most keys.
  var spread: UInt64 { get }
}

extension ShardKey {
  /// The piece of 1024.
  fileprivate var piece: Int {
    let mixed = spread
    return Int((mixed ^ mixed >> 32) & 1023)
  }
}

extension String: ShardKey {
  /// The FNV-1a hash of the bytes.
  var spread: UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    let bytes = utf8.span
    for index in bytes.indices { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01B3 }
    return hash
  }
}

extension Principal: ShardKey {
  var spread: UInt64 {
    switch self {
    case .user(let name): name.spread
    case .group(let name): name.spread &* 31
    case .serviceAccount(let namespace, let name): namespace.spread &* 31 ^ name.spread
    }
  }
}
