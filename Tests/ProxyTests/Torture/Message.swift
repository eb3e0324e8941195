/// A request as a reader took it from the bytes of a connection.
struct Message: Sendable, Equatable, CustomStringConvertible {
  /// How a body's end is told.
  enum Framing: Sendable, Equatable {
    case none
    case length
    case chunks
  }

  var method: String
  var target: String
  var fields: [(name: String, value: String)] = []
  var framing = Framing.none
  /// The payload, without the framing.
  var body: [UInt8] = []
  var trailers: [(name: String, value: String)] = []

  var text: String { String(decoding: body, as: UTF8.self) }

  /// The values of a field, by its name in any case.
  func values(_ name: String) -> [String] {
    fields.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
  }

  var description: String { "\(method) \(target) \(framing) \(text.debugDescription)" }

  /// Whether two readers mean the same request.
  static func == (left: Message, right: Message) -> Bool {
    left.method == right.method && left.target == right.target && left.body == right.body
  }
}
