/// The normalised answer to one step.
struct Answer: Sendable, Equatable {
  let step: String
  let text: String
}

extension Answer {
  /// Where two texts part, with what stands around that place in each.
  static func firstDifference(_ expected: String, _ got: String) -> String {
    let (one, other) = (Array(expected.utf8), Array(got.utf8))
    var position = 0
    while position < min(one.count, other.count), one[position] == other[position] { position += 1 }
    let start = max(0, position - 60)
    let excerpt = { (bytes: [UInt8]) in
      let text = String(decoding: bytes[min(start, bytes.count)...].prefix(220), as: UTF8.self)
      return text.replacing("\n", with: "⏎")
    }
    return """
      byte \(position) of \(one.count) and \(other.count)
          expected …\(excerpt(one))
          got      …\(excerpt(other))
      """
  }
}
