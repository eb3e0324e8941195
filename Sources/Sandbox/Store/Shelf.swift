/// The objects of one resource, sorted by key.
struct Shelf: Sendable {
  private var entries: [(path: String, object: StoredObject)] = []
  private var places: [ObjectKey: StoredObject] = [:]

  var count: Int { entries.count }

  subscript(key: ObjectKey) -> StoredObject? { places[key] }

  /// Every object, or those of one namespace.
  func objects(in namespace: String?) -> [StoredObject] {
    guard let namespace else { return entries.map(\.object) }
    let prefix = "/\(namespace)/"
    return entries[place(of: prefix)...].prefix { $0.path.utf8.starts(with: prefix.utf8) }
      .map(\.object)
  }

  /// Puts an object in the place of whatever was there; nil takes it away.
  mutating func set(_ key: ObjectKey, _ object: StoredObject?) {
    let path = key.path
    let place = place(of: path)
    let isThere = place < entries.count && entries[place].path.utf8.elementsEqual(path.utf8)
    switch (object, isThere) {
    case (let object?, true): entries[place].object = object
    case (let object?, false): entries.insert((path, object), at: place)
    case (nil, true): entries.remove(at: place)
    case (nil, false): break
    }
    places[key] = object
  }

  /// The first place whose path is not before `path`.
  private func place(of path: String) -> Int {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].path.utf8.lexicographicallyPrecedes(path.utf8) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}
