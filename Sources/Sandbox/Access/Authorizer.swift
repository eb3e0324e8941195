import JSON
import KubernetesAPI
import Synchronization

/// Decides by the RBAC objects of the store (`plugin/pkg/auth/authorizer/rbac`).
///
/// What it knows of them follows the store's changes, so that every decision sees every write that
/// was done before it.
struct Authorizer: Sendable {
  let store: ObjectStore
  private let known = Known()

  /// An authorizer that decides by the objects of a store.
  init(store: ObjectStore) { self.store = store }

  /// What came of a question.
  struct Decision: Sendable, Equatable {
    var isAllowed: Bool
    /// Why, in the API server's words: `RBAC: allowed by …`; empty when denied without errors.
    var reason = ""
  }

  private final class Known: Sendable {
    let index = Mutex(AccessIndex())
  }

  /// Whether somebody may do something, and why.
  func decide(_ user: UserInfo, _ attributes: AccessAttributes) -> Decision {
    // An authorizer of its own stands before RBAC for this group, and gives no reason.
    if isPrivileged(user) { return Decision(isAllowed: true) }
    return withIndex { index in
      var errors: [String] = []
      for grant in index.grants(for: user, in: attributes.namespace) {
        do throws(Status) {
          guard try index.rules(of: grant).contains(where: { $0.allows(attributes) }) else {
            continue
          }
          let source = grant.description(for: user)
          return Decision(isAllowed: true, reason: "RBAC: allowed by \(source)")
        } catch {
          errors.append(error.message)
        }
      }
      let reason = errors.isEmpty ? "" : "RBAC: \(Self.aggregate(errors))"
      return Decision(isAllowed: false, reason: reason)
    }
  }

  /// Whether the user may do anything, RBAC or no RBAC.
  func isPrivileged(_ user: UserInfo) -> Bool { user.groups.hasExactly("system:masters") }

  /// Several errors as one text (`apimachinery/pkg/util/errors`, Aggregate): each once.
  static func aggregate(_ errors: [String]) -> String {
    var distinct: [String] = []
    for error in errors where !distinct.hasExactly(error) { distinct.append(error) }
    return distinct.count == 1 ? distinct[0] : "[\(distinct.joined(separator: ", "))]"
  }

  /// Reads the index as it is now.
  func withIndex<Value: Sendable>(_ read: (borrowing AccessIndex) -> Value) -> Value {
    known.index.withLock { index in
      index.follow(store)
      return read(index)
    }
  }
}
