import JSON

/// Two lists made one: in the order of the new list, with what only the old one has in between.
struct ElementMerge {
  private(set) var result: [JSONValue] = []

  private let schema: Schema
  private let old: ElementIndex
  private let new: ElementIndex
  /// What both lists have, in the order of the new one; the first is next.
  private var shared: [PathElement]
  private var merged = FieldSet()

  init(old: [JSONValue], new: [JSONValue], schema: Schema, keys: [String]) {
    self.schema = schema
    let oldIndex = ElementIndex(old, schema, keys)
    let newIndex = ElementIndex(new, schema, keys)
    (self.old, self.new) = (oldIndex, newIndex)
    shared = newIndex.elements.filter { !oldIndex[$0].isEmpty }.reversed()
    // Elements the old list repeats are taken as they are, each time.
    let olds = old.compactMap { value in
      schema.pathElement(of: value, keys: keys).map { (element: $0, value: value) }
    }
    weave(olds[...], newIndex.elements[...])
  }

  private mutating func weave(
    _ olds: ArraySlice<(element: PathElement, value: JSONValue)>, _ news: ArraySlice<PathElement>
  ) {
    var (olds, news) = (olds, news)
    while !olds.isEmpty || !news.isEmpty {
      if let (element, value) = olds.first {
        if let next = news.first {
          if element == next {
            take(next)
            shared = Array(shared.dropLast())
            olds.removeFirst()
            news.removeFirst()
            continue
          }
          if !new[element].isEmpty, let wanted = shared.last, wanted != element {
            olds.removeFirst()  // It comes later in the new list.
            continue
          }
        }
        if new[element].isEmpty {
          if let value = JSONValue.merged(value, nil, schema.element) { result.append(value) }
          olds.removeFirst()
          continue
        }
        if merged.contains(element) { olds.removeFirst() }
      }
      if let next = news.first {
        take(next)
        news.removeFirst()
        if shared.last == next { shared.removeLast() }
      }
    }
  }

  /// Takes an element of the new list, over the old one of its kind.
  private mutating func take(_ element: PathElement) {
    merged.insert([element])
    let olds = old[element]
    // Of elements the old list repeats none is merged with the new one.
    let base = olds.count > 1 ? JSONValue.null : olds.first
    if let value = JSONValue.merged(base, new[element].first, schema.element) {
      result.append(value)
    }
  }
}
