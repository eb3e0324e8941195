import ArgumentParser
import JSON

/// A flag of `bailiwick serve`, as a configuration file may name it.
struct KnownFlag: Sendable, Equatable {
  /// Its name without dashes.
  let name: String
  /// Whether it has a value; one that has none is there or not.
  let takesValue: Bool
  /// Whether it may be given again.
  let isRepeating: Bool

  /// Flags that mean nothing in a file.
  private static let others: Set<String> = ["config", "help", "version"]

  /// The flags that there are, as the argument parser tells of them.
  static var all: [KnownFlag] {
    let dump = try? JSONValue(parsing: Array(Serve._dumpHelp().utf8))
    return (dump?["command", "arguments"]?.array ?? []).compactMap { argument in
      guard let name = argument["preferredName", "name"]?.string, !others.contains(name) else {
        return nil
      }
      return KnownFlag(
        name: name, takesValue: argument["kind"]?.string == "option",
        isRepeating: argument["isRepeating"]?.bool ?? false)
    }
  }

  /// The names that are the most like one that is none: at most three, the nearest first.
  static func nearest(to name: String, among known: [KnownFlag]) -> [String] {
    let ranked = known.map { (name: $0.name, distance: distance(name, $0.name)) }
      .filter { $0.distance <= max(2, name.count / 2) }
    return ranked.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
  }

  /// How many letters have to be put in, left out or replaced (Levenshtein).
  private static func distance(_ one: String, _ other: String) -> Int {
    let other = Array(other)
    var row = Array(0...other.count)
    for (index, letter) in one.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in other.indices {
        let replaced = diagonal + (letter == other[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
      }
    }
    return row[other.count]
  }
}
