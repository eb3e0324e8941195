/// One kind of work behind the requests.
///
/// A controller learns of every change and notes what to look at; then it brings what it noted into
/// order. It must not rely on seeing each change: after a gap it is made anew and told of every
/// object as if that had just been added.
protocol Controller: Sendable {
  /// Notes what a change makes it look at.
  mutating func notice(_ change: Change)

  /// Works off what it noted.
  mutating func act(in scene: Scene)
}

/// What controllers work on.
struct Scene: Sendable {
  let lifecycle: Lifecycle
  let store: ObjectStore
  let catalog: Catalog
}
