internal import Decide
internal import KubernetesAPI
internal import Ownership
internal import Synchronization
internal import Wire

/// What a watch's caller owns, from the moment it was decided to the watch's end.
struct FollowedOwnership: ~Copyable {
  private let view: PublishedView
  private let resource: FilteredResource
  private let user: UserInfo
  private let standing: Filtering.Standing
  private let bell = Bell()
  private let number: Int
  /// What the caller is shown at the moment; nil shows nothing.
  private(set) var selection: Selection?

  init(
    of resource: FilteredResource, by user: UserInfo, since standing: Filtering.Standing,
    in view: PublishedView
  ) {
    self.view = view
    self.standing = standing
    self.resource = resource
    self.user = user
    // Before the first look, so that nothing is published unseen between them.
    number = view.watch { [bell] _ in bell.ring() }
    selection = view.value?.selection(of: resource, for: user)
    // What was published since the decision is to be looked at like what is published from now on.
    bell.ring()
  }

  deinit { view.endWatch(number) }

  /// Lets each publication end the upstream's interruptible wait.
  func interrupt(_ upstream: ClientConnection) { bell.connect(upstream.interrupter) }

  /// Takes what was published by now.
  ///
  /// - Returns: false when the caller owns something else than at the start.
  mutating func isAsBefore() -> Bool {
    guard bell.takeRing() else { return true }
    guard let now = view.value, now.fingerprint(of: resource, for: user) == standing.fingerprint
    else {
      return false
    }
    selection = now.selection(of: resource, for: user)
    return true
  }
}

/// Tells the watch's loop, from the publishing thread, that there is something new to look at.
private final class Bell: Sendable {
  private struct State {
    var isRung = false
    var interrupter: Interrupter?
  }

  private let state = Mutex(State())

  func ring() {
    let interrupter = state.withLock { state in
      defer { state.isRung = true }
      // Whoever is interrupted already will look at the newest.
      return state.isRung ? nil : state.interrupter
    }
    interrupter?.interrupt()
  }

  /// A ring before this is found by ``takeRing()``, which is to be called before the next wait.
  func connect(_ interrupter: Interrupter) {
    state.withLock { $0.interrupter = interrupter }
  }

  func takeRing() -> Bool {
    state.withLock { state in
      defer { state.isRung = false }
      return state.isRung
    }
  }
}
