import JSON

/// What a tenant selects of a class, in a form that is understood without the program.
enum RandomRule: Sendable {
  /// The field is absent.
  case everything
  /// The field is there and empty.
  case nothing
  case names([String])
  case beginning(String)
  case ending(String)
  case label(String, String)
  /// One of these values, or these names.
  case labelIn(String, [String], orNames: [String])
  /// The label is absent, and another is there.
  case absentAndPresent(String, String)

  static func random(_ names: [String], using random: inout some RandomNumberGenerator)
    -> RandomRule
  {
    let some = names.shuffled(using: &random).prefix(3).sorted()
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return .everything
    case 1: return .nothing
    case 2: return .names(some)
    case 3: return .beginning(["a", "b", "c"].randomElement(using: &random) ?? "a")
    case 4: return .ending(["1", "2", "3"].randomElement(using: &random) ?? "1")
    case 5: return .label("color", RandomThing.colors.randomElement(using: &random) ?? "red")
    case 6: return .labelIn("color", ["red", "blue"], orNames: some)
    default: return .absentAndPresent("tier", "color")
    }
  }

  /// Whether an object is selected.
  func selects(_ thing: RandomThing) -> Bool {
    switch self {
    case .everything: true
    case .nothing: false
    case .names(let names): names.contains(thing.name)
    case .beginning(let text): thing.name.hasPrefix(text)
    case .ending(let text): thing.name.hasSuffix(text)
    case .label(let key, let value): thing.labels[key] == value
    case .labelIn(let key, let values, let names):
      names.contains(thing.name) || thing.labels[key].map(values.contains) ?? false
    case .absentAndPresent(let absent, let present):
      thing.labels[absent] == nil && thing.labels[present] != nil
    }
  }

  /// The field of a tenant's spec; nil for an absent one.
  var field: JSONValue? {
    func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
    switch self {
    case .everything: return nil
    case .nothing: return [:]
    case .names(let names): return ["allowed": strings(names)]
    case .beginning(let text): return ["allowedRegex": .string("^" + text)]
    case .ending(let text): return ["allowedRegex": .string(text + "$")]
    case .label(let key, let value):
      var labels: JSONValue = [:]
      labels[key] = .string(value)
      return ["matchLabels": labels]
    case .labelIn(let key, let values, let names):
      return [
        "allowed": strings(names),
        "matchExpressions": [
          ["key": .string(key), "operator": "In", "values": strings(values)]
        ],
      ]
    case .absentAndPresent(let absent, let present):
      return [
        "matchExpressions": [
          ["key": .string(absent), "operator": "DoesNotExist"],
          ["key": .string(present), "operator": "Exists"],
        ]
      ]
    }
  }
}
