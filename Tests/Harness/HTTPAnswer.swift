internal import Wire

/// A whole answer over HTTP.
package struct HTTPAnswer: Sendable {
  package let status: Int
  /// The fields, in order.
  package let fields: [(name: String, value: String)]
  package let body: [UInt8]

  /// The values of the field.
  package func values(_ name: String) -> [String] {
    fields.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
  }

  /// The first value of the field.
  package subscript(_ name: String) -> String? { values(name).first }

  /// The body as text.
  package var text: String { String(decoding: body, as: UTF8.self) }
}
