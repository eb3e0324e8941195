import ArgumentParser
import Kubernetes

/// How long a token is good, in the spelling of kubectl: `90m`, `1h30m`.
struct TokenLifetime: ExpressibleByArgument, Sendable, Equatable, CustomStringConvertible {
  let seconds: Int
  let description: String

  /// An hour, as `kubectl create token` has it: who needs more says so, or lets a command bring one.
  static let standard = TokenLifetime(seconds: 3600, description: "1h")

  private init(seconds: Int, description: String) {
    self.seconds = seconds
    self.description = description
  }

  init?(argument: String) {
    var total = 0
    var digits = ""
    for character in argument {
      if character.isASCII, character.isNumber {
        digits.append(character)
        continue
      }
      let units: [Character: Int] = ["h": 3600, "m": 60, "s": 1]
      guard let unit = units[character], let number = Int(digits),
        number <= IssuedToken.lifetimes.upperBound
      else { return nil }
      total += number * unit
      digits = ""
    }
    guard digits.isEmpty, total > 0 else { return nil }
    self.init(seconds: total, description: argument)
  }

  /// Whether the API server takes it.
  var isAllowed: Bool { IssuedToken.lifetimes.contains(seconds) }
}
