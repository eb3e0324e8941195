/// The fields somebody owns, as a tree of path elements in order.
///
/// A field that is a member says nothing of its children: `spec` may be owned and `spec.replicas`
/// not.
struct FieldSet: Sendable, Equatable {
  /// One element with what is below it; never without both membership and children.
  struct Node: Sendable, Equatable {
    let element: PathElement
    var isMember: Bool
    var children = FieldSet()
  }

  private(set) var nodes: [Node] = []

  /// No field.
  init() {}

  /// These paths of member names.
  init(paths: [[String]]) {
    for path in paths { insert(path.map(PathElement.field)) }
  }

  init(nodes: [Node]) { self.nodes = nodes.filter { $0.isMember || !$0.children.isEmpty } }

  /// Whether there is no field.
  var isEmpty: Bool { nodes.isEmpty }

  /// Adds a field, not its parents; the whole object is no field.
  mutating func insert(_ path: some Collection<PathElement>) {
    guard let element = path.first else { return }
    let rest = path.dropFirst()
    let place = place(of: element)
    if !has(element, at: place) {
      nodes.insert(Node(element: element, isMember: false), at: place)
    }
    if rest.isEmpty {
      nodes[place].isMember = true
    } else {
      nodes[place].children.insert(rest)
    }
  }

  /// Adds what a node has; at once when it comes after all others, as in what was written in order.
  mutating func join(_ node: Node) {
    if let last = nodes.last, !(last.element < node.element) {
      self = union(FieldSet(nodes: [node]))
    } else {
      nodes.append(node)
    }
  }

  /// Whether a field of the topmost level is a member.
  func contains(_ element: PathElement) -> Bool { self[element]?.isMember ?? false }

  /// Whether a field is a member.
  func contains(_ path: some Collection<PathElement>) -> Bool {
    guard let element = path.first, let node = self[element] else { return false }
    return path.count == 1 ? node.isMember : node.children.contains(path.dropFirst())
  }

  /// What is below an element.
  func children(of element: PathElement) -> FieldSet { self[element]?.children ?? FieldSet() }

  /// Every member, a level's own before those below it.
  var paths: [[PathElement]] {
    nodes.filter(\.isMember).map { [$0.element] }
      + nodes.flatMap { node in node.children.paths.map { [node.element] + $0 } }
  }

  subscript(element: PathElement) -> Node? {
    let place = place(of: element)
    return has(element, at: place) ? nodes[place] : nil
  }

  private func has(_ element: PathElement, at place: Int) -> Bool {
    place < nodes.count && nodes[place].element == element
  }

  /// The place of an element, or where it belongs.
  private func place(of element: PathElement) -> Int {
    var (low, high) = (0, nodes.count)
    while low < high {
      let middle = (low + high) / 2
      if nodes[middle].element < element { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension [PathElement] {
  /// The path as people read it, such as `.spec.ports[port=80,protocol="TCP"].name`.
  var text: String { map(\.text).joined() }
}
