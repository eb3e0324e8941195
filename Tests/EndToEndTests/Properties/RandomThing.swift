/// An object of whatever resource, by what decides about it.
struct RandomThing: Sendable {
  let name: String
  let labels: [String: String]

  static let colors = ["red", "green", "blue"]

  /// So many objects, of which no name stands in another.
  static func some(_ count: Int, using random: inout some RandomNumberGenerator) -> [RandomThing] {
    (0..<count).map { number in
      let beginning = ["a", "b", "c"].randomElement(using: &random) ?? "a"
      let ending = ["1", "2", "3"].randomElement(using: &random) ?? "1"
      var labels: [String: String] = [:]
      if Bool.random(using: &random) { labels["color"] = colors.randomElement(using: &random) }
      if Int.random(in: 0..<3, using: &random) == 0 { labels["tier"] = "one" }
      return RandomThing(name: "\(beginning)-\(number)-x\(ending)", labels: labels)
    }
  }
}
