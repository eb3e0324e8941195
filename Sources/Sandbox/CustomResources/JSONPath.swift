import JSON

/// A path into an object, in the simple form that columns and selectable fields have
/// (`client-go/util/jsonpath`).
///
/// Known are members, indices, slices, `*`, `..`-less filters such as `[?(@.type=="Ready")]`.
struct JSONPath: Sendable {
  /// One step of the way.
  enum Step: Sendable, Equatable {
    case member(String)
    case index(Int)
    case slice(from: Int?, to: Int?)
    case all
    case filter(Filter)
  }

  /// A comparison of each element with a literal; with no comparison, that the path is there.
  struct Filter: Sendable, Equatable {
    let path: [Step]
    let comparison: String
    let literal: JSONValue
  }

  let steps: [Step]

  /// Reads a path such as `.status.conditions[0].type`; nil for what is not understood.
  init?(_ text: String) {
    var reader = JSONPathReader(text)
    guard let steps = reader.steps(), reader.isAtEnd else { return nil }
    self.steps = steps
  }

  /// Everything the path leads to.
  func values(in value: JSONValue) -> [JSONValue] { Self.values(steps[...], in: value) }

  private static func values(_ steps: ArraySlice<Step>, in value: JSONValue) -> [JSONValue] {
    guard let step = steps.first else { return [value] }
    return next(step, value).flatMap { values(steps.dropFirst(), in: $0) }
  }

  private static func next(_ step: Step, _ value: JSONValue) -> [JSONValue] {
    switch step {
    case .member(let name): return value[name].map { [$0] } ?? []
    case .index(let index):
      guard let elements = value.array else { return [] }
      return value[index < 0 ? elements.count + index : index].map { [$0] } ?? []
    case .slice(let from, let to):
      guard let elements = value.array else { return [] }
      let bounds = [from ?? 0, to ?? elements.count].map { bound in
        min(max(bound < 0 ? elements.count + bound : bound, 0), elements.count)
      }
      return bounds[0] < bounds[1] ? Array(elements[bounds[0]..<bounds[1]]) : []
    case .all: return value.array ?? value.object?.sortedValues ?? []
    case .filter(let filter): return (value.array ?? []).filter(filter.holds)
    }
  }
}

extension JSONPath.Filter {
  /// Whether an element passes.
  fileprivate func holds(_ element: JSONValue) -> Bool {
    let found = JSONPath(steps: path).values(in: element)
    guard let value = found.first else { return false }
    switch comparison {
    case "": return true
    case "==": return value.isSame(as: literal)
    case "!=": return !value.isSame(as: literal)
    default: break
    }
    guard let order = Self.isLess(value, literal), let reverse = Self.isLess(literal, value) else {
      return false
    }
    return switch comparison {
    case "<": order
    case ">": reverse
    case "<=": !reverse
    default: !order
    }
  }

  private static func isLess(_ one: JSONValue, _ other: JSONValue) -> Bool? {
    if let one = one.double, let other = other.double { return one < other }
    guard let one = one.string, let other = other.string else { return nil }
    return one.utf8.lexicographicallyPrecedes(other.utf8)
  }
}

extension JSONPath {
  fileprivate init(steps: [Step]) { self.steps = steps }
}

extension JSONObject {
  fileprivate var sortedValues: [JSONValue] {
    sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map(\.value)
  }
}
