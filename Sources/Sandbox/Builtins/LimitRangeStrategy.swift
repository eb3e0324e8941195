import JSON

/// LimitRanges (`ValidateLimitRange`).
struct LimitRangeStrategy: Strategy {
  var judgesMetadataAgain: Bool { true }

  func setDefaults(_ object: inout JSONValue) {
    object.changeItems(["spec", "limits"]) { limit in
      guard limit.text("type") == "Container" else { return }
      for (from, to) in [
        ("max", "default"), ("default", "defaultRequest"), ("min", "defaultRequest"),
      ] {
        for (name, amount) in limit[from]?.object ?? [:] { limit.setDefault([to, name], amount) }
      }
    }
  }

  func problems(creating object: JSONValue) -> [FieldProblem] {
    var seen: Set<String> = []
    return object.items("spec", "limits").enumerated().flatMap { place, limit in
      let (field, type) = ("spec.limits[\(place)]", limit.text("type"))
      var problems = NameSyntax.qualifiedName(type)
        .map { FieldProblem.invalid("\(field).type", .string(type), $0) }
      if !seen.insert(type).inserted {
        problems.append(.duplicate("\(field).type", .string(type)))
      }
      if type == "Pod" {
        for key in ["default", "defaultRequest"] where limit.count(key) > 0 {
          problems.append(
            .forbidden("\(field).\(key)", "may not be specified when `type` is 'Pod'"))
        }
      }
      return problems + Self.order(of: limit, field)
    }
  }

  func problems(updating object: JSONValue, old: JSONValue, subresource: String) -> [FieldProblem] {
    problems(creating: object)
  }

  /// One comparison: what may not be above what, and how that is said.
  private struct Bound {
    let small, large: String
    let smallWords, largeWords: String
    /// The member whose value is shown, and the one whose field is named.
    let shown, field: String
  }

  private static let bounds = [
    Bound(
      small: "min", large: "max", smallWords: "min value", largeWords: "max value", shown: "min",
      field: "min"),
    Bound(
      small: "min", large: "defaultRequest", smallWords: "min value",
      largeWords: "default request value", shown: "defaultRequest", field: "defaultRequest"),
    Bound(
      small: "defaultRequest", large: "max", smallWords: "default request value",
      largeWords: "max value", shown: "defaultRequest", field: "defaultRequest"),
    Bound(
      small: "defaultRequest", large: "default", smallWords: "default request value",
      largeWords: "default limit value", shown: "defaultRequest", field: "defaultRequest"),
    Bound(
      small: "min", large: "default", smallWords: "min value", largeWords: "default value",
      shown: "min", field: "default"),
    Bound(
      small: "default", large: "max", smallWords: "default value", largeWords: "max value",
      shown: "max", field: "default"),
  ]

  private static func order(of limit: JSONValue, _ field: String) -> [FieldProblem] {
    let members = ["min", "max", "default", "defaultRequest"]
    let names = Set(members.flatMap { limit[$0]?.object?.keys ?? [] }).sorted()
    return names.flatMap { name in
      bounds.compactMap { bound -> FieldProblem? in
        guard let small = limit[bound.small]?[name]?.string,
          let large = limit[bound.large]?[name]?.string,
          let one = QuantityAmount.amount(small), let other = QuantityAmount.amount(large),
          one > other
        else { return nil }
        return .invalid(
          "\(field).\(bound.field)[\(name)]", limit[bound.shown]?[name] ?? .null,
          "\(bound.smallWords) \(small) is greater than \(bound.largeWords) \(large)")
      }
    }
  }
}
