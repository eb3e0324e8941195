import Synchronization

/// What the connections of a scenario and whoever changes the certificate under them know of each other.
final class SwapGate: Sendable {
  private let connections = Atomic<Int>(0)
  private let requests = Atomic<Int>(0)
  private let over = Atomic<Bool>(false)

  /// Connections that are open.
  var opened: Int { connections.load(ordering: .relaxed) }
  /// Requests that were answered meanwhile.
  var counted: Int { requests.load(ordering: .relaxed) }
  /// Whether the certificate has been changed, and everybody may come to an end.
  var isOver: Bool { over.load(ordering: .acquiring) }

  func open() { connections.add(1, ordering: .relaxed) }
  func count() { requests.add(1, ordering: .relaxed) }
  func end() { over.store(true, ordering: .releasing) }
}
