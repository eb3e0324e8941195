import JSON

/// Patches as the API server applies them, as far as these tests go.
enum PatchModel {
  /// A merge patch (RFC 7396); what strategic merge and apply come to without lists.
  static func merge(_ patch: JSONValue, into target: JSONValue) -> JSONValue {
    guard let members = patch.object else { return patch }
    var result = target.object ?? [:]
    for (key, value) in members {
      result[key] = value.isNull ? nil : merge(value, into: result[key] ?? .null)
    }
    return .object(result)
  }

  /// A patch of operations, as evanphx/json-patch 4 applies it; nil when it fails.
  static func apply(_ patch: JSONValue, to document: JSONValue) -> JSONValue? {
    var document = document
    for operation in patch.array ?? [] {
      guard let next = apply(one: operation, to: document) else { return nil }
      document = next
    }
    return document
  }

  private static func apply(one operation: JSONValue, to document: JSONValue) -> JSONValue? {
    guard let path = operation["path"]?.string else { return nil }
    let value = operation["value"] ?? .null
    switch operation["op"]?.string {
    case "replace" where path.isEmpty:
      return value.object == nil && value.array == nil ? nil : value
    case "test" where path.isEmpty: return document == value ? document : nil
    case "add": return edit(document, path) { add(value, to: $0, at: $1) }
    case "replace": return edit(document, path) { replace(value, in: $0, at: $1) }
    case "remove": return edit(document, path) { remove(from: $0, at: $1) }
    case "test":
      guard let found = find(document, path), (found ?? .null) == value else { return nil }
      return document
    case "copy", "move":
      guard let from = operation["from"]?.string, let found = find(document, from) else {
        return nil
      }
      let source =
        operation["op"] == "copy" ? document : edit(document, from) { remove(from: $0, at: $1) }
      return source.flatMap { edit($0, path) { add(found ?? .null, to: $0, at: $1) } }
    default: return nil
    }
  }

  private static func steps(_ path: String) -> [String]? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return nil }
    return parts.dropFirst().map { step in
      var text = ""
      var rest = step[...]
      while let first = rest.first {
        if rest.hasPrefix("~1") || rest.hasPrefix("~0") {
          text += rest.hasPrefix("~1") ? "/" : "~"
          rest = rest.dropFirst(2)
        } else {
          text.append(first)
          rest = rest.dropFirst()
        }
      }
      return text
    }
  }

  /// The value at a place; a missing member is found as nothing.
  private static func find(_ document: JSONValue, _ path: String) -> JSONValue?? {
    guard let steps = steps(path) else { return nil }
    var value = document
    for step in steps.dropLast() {
      guard let next = child(of: value, step), let next else { return nil }
      value = next
    }
    return child(of: value, steps.last ?? "")
  }

  private static func child(of value: JSONValue, _ step: String) -> JSONValue?? {
    switch value {
    case .object(let members): return .some(members[step])
    case .array(let elements):
      guard let index = index(step, elements.count) else { return nil }
      return .some(elements[index])
    default: return nil
    }
  }

  private static func index(_ step: String, _ count: Int) -> Int? {
    guard let index = Int(step), index < count, index >= -count else { return nil }
    return index < 0 ? index + count : index
  }

  private static func edit(
    _ document: JSONValue, _ path: String, _ change: (JSONValue, String) -> JSONValue?
  ) -> JSONValue? {
    guard let steps = steps(path) else { return nil }
    return edit(document, steps[...], change)
  }

  private static func edit(
    _ value: JSONValue, _ steps: ArraySlice<String>, _ change: (JSONValue, String) -> JSONValue?
  ) -> JSONValue? {
    guard let step = steps.first else { return nil }
    guard steps.count > 1 else { return change(value, step) }
    guard let found = child(of: value, step), let next = found,
      let changed = edit(next, steps.dropFirst(), change)
    else { return nil }
    return replace(changed, in: value, at: step)
  }

  private static func replace(_ new: JSONValue, in value: JSONValue, at step: String) -> JSONValue?
  {
    switch value {
    case .object(var members):
      members[step] = .some(new)
      return .object(members)
    case .array(var elements):
      guard let index = index(step, elements.count) else { return nil }
      elements[index] = new
      return .array(elements)
    default: return nil
    }
  }

  private static func add(_ new: JSONValue, to value: JSONValue, at step: String) -> JSONValue? {
    guard case .array(var elements) = value else { return replace(new, in: value, at: step) }
    guard step != "-" else { return .array(elements + [new]) }
    guard let index = index(step, elements.count + 1) else { return nil }
    elements.insert(new, at: index)
    return .array(elements)
  }

  private static func remove(from value: JSONValue, at step: String) -> JSONValue? {
    switch value {
    case .object(var members):
      guard members[step] != nil else { return nil }
      members[step] = nil
      return .object(members)
    case .array(var elements):
      guard let index = index(step, elements.count) else { return nil }
      elements.remove(at: index)
      return .array(elements)
    default: return nil
    }
  }
}
