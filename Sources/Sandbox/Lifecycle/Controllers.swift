/// All controllers, and how far they have seen the store's history.
struct Controllers: Sendable {
  private(set) var seen: UInt64 = 0
  private let scene: Scene
  private var controllers: [any Controller] = []

  init(_ lifecycle: Lifecycle, _ store: ObjectStore, _ catalog: Catalog) {
    scene = Scene(lifecycle: lifecycle, store: store, catalog: catalog)
  }

  /// Looks at what is new and does what follows from it.
  ///
  /// What it writes itself is new at the next step.
  mutating func step() {
    if controllers.isEmpty {
      lookAtEverything()
    } else {
      do throws(StoreError) {
        for change in try scene.store.changes(after: seen) {
          notice(change)
          seen = change.revision
        }
      } catch {
        lookAtEverything()
      }
    }
    for place in controllers.indices { controllers[place].act(in: scene) }
  }

  /// Starts anew from what the store holds.
  private mutating func lookAtEverything() {
    controllers = [
      DefinitionController(), NamespaceEssentials(), TokenSecrets(), RoleAggregation(),
      NamespaceController(), GarbageCollector(), QuotaController(),
      StorageProtection(), VolumeController(),
    ]
    seen = scene.store.revision
    for resource in scene.catalog.all {
      for object in scene.store.objects(resource.groupResource) {
        notice(
          Change(
            revision: object.revision, kind: .added, resource: resource.groupResource,
            object: object, previous: nil))
      }
    }
  }

  private mutating func notice(_ change: Change) {
    for place in controllers.indices { controllers[place].notice(change) }
  }
}

extension Controllers {
  /// Steps until nothing follows any more; for tests, and before a server says it is ready.
  mutating func settle() {
    repeat { step() } while seen < scene.store.revision
  }
}
