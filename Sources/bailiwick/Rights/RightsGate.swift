import Synchronization

/// Whether it is known that the program's account may not do too much; nothing is served before.
final class RightsGate: Sendable {
  private let opened: Atomic<Bool>

  init(isOpen: Bool) { opened = Atomic(isOpen) }

  var isOpen: Bool { opened.load(ordering: .acquiring) }

  func open() { opened.store(true, ordering: .releasing) }
}
