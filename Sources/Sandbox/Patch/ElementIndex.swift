import JSON

/// The elements of a list by what tells them apart; those that have nothing of it are left out.
struct ElementIndex {
  /// Each once, in the order of the list.
  private(set) var elements: [PathElement] = []
  private var values: [[JSONValue]] = []
  private var positions: [(element: PathElement, place: Int)] = []

  init(_ list: [JSONValue], _ schema: Schema, _ keys: [String]) {
    for value in list {
      guard let element = schema.pathElement(of: value, keys: keys) else { continue }
      let place = lowerBound(element)
      if place < positions.count, positions[place].element == element {
        values[positions[place].place].append(value)
      } else {
        positions.insert((element, values.count), at: place)
        elements.append(element)
        values.append([value])
      }
    }
  }

  /// The values of an element, more than one when the list repeats it.
  subscript(element: PathElement) -> [JSONValue] {
    let place = lowerBound(element)
    guard place < positions.count, positions[place].element == element else { return [] }
    return values[positions[place].place]
  }

  private func lowerBound(_ element: PathElement) -> Int {
    var (low, high) = (0, positions.count)
    while low < high {
      let middle = (low + high) / 2
      if positions[middle].element < element { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
