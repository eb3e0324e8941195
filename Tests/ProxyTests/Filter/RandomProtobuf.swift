import KubernetesAPI
import TestSupport

/// Random lists and objects in protobuf.
struct RandomProtobuf {
  var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// A list, and what is to come out when these items are kept.
  struct List {
    var whole: [UInt8] = []
    var filtered: [UInt8] = []
    var names: [String] = []
    var kept: Set<String> = []
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &generator) }

  mutating func bool() -> Bool { number(0...1) == 0 }

  private mutating func text(_ lengths: ClosedRange<Int>) -> String {
    String((0..<number(lengths)).map { _ in "abcß-é.z".randomElement(using: &generator) ?? "a" })
  }

  /// The message of an object of any kind.
  mutating func object(named name: String) -> [UInt8] {
    var writer = ProtobufWriter()
    let uid = text(0...40)
    let labels = Set((0..<number(0...3)).map { _ in text(0...30) }).sorted()
    let values = labels.map { _ in text(0...140) }
    let (isPadded, padding) = (bool(), text(0...300))
    writer.message(1) {
      $0.string(1, name)
      if isPadded { for field in 2...4 { $0.string(field, "") } }
      $0.string(5, uid)
      $0.integer(7, -1)
      for (key, value) in zip(labels, values) {
        $0.message(11) {
          $0.string(1, key)
          $0.string(2, value)
        }
      }
      if isPadded { $0.string(17, padding) }
    }
    for _ in 0..<number(0...2) {
      switch number(0...2) {
      case 0: writer.varint(number(2...3000), UInt64(number(0...Int.max)))
      case 1: writer.fixed64(number(2...3000), 5)
      default: writer.string(number(2...3000), text(0...300))
      }
    }
    return writer.bytes
  }

  /// A list of up to six items.
  mutating func list(continueToken: String = "") -> List {
    var list = List()
    list.names = (0..<number(0...6)).map { "n\($0)" }
    list.kept = Set(list.names.filter { _ in bool() })
    let (hasToken, hasRemaining, hasShard) = (bool(), bool(), number(0...4) == 0)
    func metadata(_ isWhole: Bool, _ writer: inout ProtobufWriter) {
      writer.message(1) {
        $0.string(1, "")
        $0.string(2, "77")
        if hasToken || !continueToken.isEmpty { $0.string(3, continueToken) }
        if hasRemaining, isWhole { $0.integer(4, 12) }
        if hasShard { $0.message(5) { $0.string(1, "s") } }
      }
    }
    var (whole, filtered) = (ProtobufWriter(), ProtobufWriter())
    metadata(true, &whole)
    metadata(false, &filtered)
    for name in list.names {
      let object = object(named: name)
      whole.bytes(2, object)
      if list.kept.contains(name) { filtered.bytes(2, object) }
    }
    list.whole = ProtobufEnvelope(apiVersion: "v1", kind: "XList", raw: whole.bytes).wrapped()
    list.filtered = ProtobufEnvelope(apiVersion: "v1", kind: "XList", raw: filtered.bytes)
      .wrapped()
    return list
  }

  /// Up to four places to cut at, in order.
  mutating func cuts(_ count: Int) -> [Int] {
    (0..<number(0...4)).map { _ in number(0...count) }.sorted()
  }

  /// The bytes with one to three changes.
  mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    let alphabet: [UInt8] = [0x00, 0x01, 0x02, 0x0A, 0x12, 0x1A, 0x22, 0x7F, 0x80, 0xFF]
    for _ in 0..<number(1...3) {
      let place = number(0...(bytes.count - 1))
      let byte = alphabet.randomElement(using: &generator) ?? 0
      switch number(0...3) {
      case 0: bytes[place] = byte
      case 1: bytes[place] = bytes[place] &+ 1
      case 2: bytes.insert(byte, at: place)
      default: bytes.remove(at: place)
      }
    }
    return bytes
  }
}
