/// Which controllers run, in the words of kube-controller-manager's `--controllers`: `*` are all,
/// `name` is this one as well, `-name` is not.
package struct ControllerSelection: Sendable, Equatable {
  /// Those that run.
  package var enabled: Set<ControllerName>
  /// Those that were asked for by name.
  package var named: Set<ControllerName>

  /// All of them.
  package static let all = ControllerSelection(enabled: Set(ControllerName.allCases), named: [])
  /// None of them.
  package static let none = ControllerSelection(enabled: [], named: [])

  private init(enabled: Set<ControllerName>, named: Set<ControllerName>) {
    self.enabled = enabled
    self.named = named
  }

  /// Reads a list such as `*,-tenants`; only names to leave out mean all the others.
  ///
  /// Throws the word that is none.
  package init(_ text: String) throws(UnknownController) {
    let words = text.split(separator: ",").map { word in
      String(word.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    var without: Set<ControllerName> = []
    var isAll = words.allSatisfy { $0.hasPrefix("-") } && !words.isEmpty
    (enabled, named) = ([], [])
    for word in words {
      if word == "*" {
        isAll = true
        continue
      }
      let isOut = word.hasPrefix("-")
      guard let name = ControllerName(rawValue: isOut ? String(word.dropFirst()) : word) else {
        throw UnknownController(word: word)
      }
      if isOut { without.insert(name) } else { named.insert(name) }
    }
    named.subtract(without)
    enabled = (isAll ? Set(ControllerName.allCases) : named).subtracting(without)
  }
}
