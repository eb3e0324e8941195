internal import JSON
internal import Kubernetes

/// What a namespace is to a tenant.
enum NamespaceStanding: Sendable, Equatable {
  /// Its own, by label and owner reference.
  case own
  /// Its own, and on its way out.
  case leaving
  /// Its own once this merge patch is written: a mark was lost, or an administrator gave it.
  case toMark(JSONValue)
  /// Not its own, and this is worth telling.
  case foreign(TenantProblem)
  /// Nothing.
  case unrelated
}
