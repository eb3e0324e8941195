/// What a list-then-watch tells a store.
///
/// A relist is staged: from `listing` to `synced` nothing the store says changes.
package enum WatchEvent<Object: KubernetesObject>: Sendable {
  /// A relist begins, and what an unfinished one staged is forgotten.
  case listing

  /// The objects of one page, to be staged.
  case listed([Object])

  /// The relist is whole: what was staged replaces what was known.
  case synced(resourceVersion: String)

  /// An object was created or changed.
  case applied(Object)

  /// An object is gone, or is no longer one the store keeps.
  case deleted(ObjectKey, resourceVersion: String)

  /// Nothing of this resource changed up to this resourceVersion.
  case bookmark(resourceVersion: String)
}
