import JSON
import KubernetesAPI

extension ListMerge {
  /// Orders a merged list: what the patch has as the patch has it, the rest as the server has it,
  /// and both among each other as the server has them, if it has (`normalizeElementOrder`).
  func order(
    _ merged: [JSONValue], patchOrder: [JSONValue], serverOrder: [JSONValue]
  ) throws(Status) -> [JSONValue] {
    if !key.isEmpty {
      for list in [merged, patchOrder, serverOrder] {
        for element in list where element[key] == nil { throw missingKey(element) }
      }
    }
    let patched = sorted(merged.filter { place(of: $0, in: patchOrder) != nil }, patchOrder)
    let others = sorted(merged.filter { place(of: $0, in: patchOrder) == nil }, serverOrder)
    return zipped(others[...], patched[...], serverOrder)
  }

  /// Refuses a patch whose elements are not in the order it gives them
  /// (`validatePatchWithSetOrderList`).
  func check(_ patch: [JSONValue], against order: [JSONValue]) throws(Status) {
    guard !patch.isEmpty, !order.isEmpty else { return }
    var rest = patch.filter { key.isEmpty || $0[Directive.marker] != "delete" }[...]
    var places = order[...]
    while let next = rest.first, let place = places.first {
      if next[Directive.marker] != nil {
        rest.removeFirst()
        continue
      }
      if try isSame(next, place) { rest.removeFirst() }
      places.removeFirst()
    }
    // Directives that are left count as well: they were to come before what is in order.
    guard !rest.isEmpty else { return }
    throw .unexpected(
      "The order in patch list:\n\(JSONValue.array(patch).goText)\n doesn't match "
        + "\(Directive.order.rawValue) list:\n\(JSONValue.array(order).goText)\n")
  }

  private func isSame(_ one: JSONValue, _ other: JSONValue) throws(Status) -> Bool {
    guard !key.isEmpty else { return one == other }
    guard let left = one[key] else { throw missingKey(one) }
    guard let right = other[key] else { throw missingKey(other) }
    return left == right
  }

  private func place(of element: JSONValue, in list: [JSONValue]) -> Int? {
    guard !key.isEmpty else { return list.firstIndex(of: element) }
    return list.firstIndex { $0[key] == element[key] }
  }

  /// A stable sort by the places in `order`; what has none goes before what it follows.
  private func sorted(_ list: [JSONValue], _ order: [JSONValue]) -> [JSONValue] {
    var list = list
    for start in list.indices.dropFirst() {
      var place = start
      while place > 0, goesBefore(list[place], list[place - 1], order) {
        list.swapAt(place, place - 1)
        place -= 1
      }
    }
    return list
  }

  private func goesBefore(_ one: JSONValue, _ other: JSONValue, _ order: [JSONValue]) -> Bool {
    guard let one = place(of: one, in: order), let other = place(of: other, in: order) else {
      return true
    }
    return one < other
  }

  private func zipped(
    _ others: ArraySlice<JSONValue>, _ patched: ArraySlice<JSONValue>, _ order: [JSONValue]
  ) -> [JSONValue] {
    var (others, patched) = (others, patched)
    var result: [JSONValue] = []
    while let other = others.first, let next = patched.first {
      let places = (place(of: other, in: order), place(of: next, in: order))
      if let left = places.0, let right = places.1, left < right {
        result.append(others.removeFirst())
      } else {
        result.append(patched.removeFirst())
      }
    }
    return result + others + patched
  }
}
