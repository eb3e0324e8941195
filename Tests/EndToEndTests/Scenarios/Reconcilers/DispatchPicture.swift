import Harness
import JSON

/// Everything that Dispatch is about, as far as it matters: lists and not sets, so that what is there
/// twice shows.
struct DispatchPicture: Sendable, Equatable {
  /// `name`, and whether Ready of the newest generation.
  var users: [String] = []
  /// The service accounts.
  var accounts: [String] = []
  /// `user namespace` of each OwnedNamespace.
  var owned: [String] = []
  /// `account namespace role` of each role binding.
  var bindings: [String] = []

  private static let ours = "labelSelector=bailiwick.dev%2Fcontroller%3Ddispatch"

  init() {}

  /// What is there now.
  init(of stage: ControllerStage) async throws {
    users = try await stage.items(DispatchChurn.path).map { user in
      let ready = user["status", "conditions"]?.array?.first { $0["type"]?.string == "Ready" }
      let isNew = ready?["observedGeneration"] == user["metadata", "generation"]
      return "\(Self.name(user)) \(isNew ? ready?["status"]?.string ?? "" : "")"
    }
    accounts = try await stage.items("/api/v1/namespaces/dispatch/serviceaccounts").map(Self.name)
      .filter { $0 != "default" }
    owned = try await stage.items("/apis/netsys.io/v1/namespaces/dispatch/ownednamespaces").map {
      "\($0["spec", "ownerID"]?.string ?? "") \($0["spec", "namespace"]?.string ?? "")"
    }
    bindings = try await stage.items(
      "/apis/rbac.authorization.k8s.io/v1/rolebindings?\(Self.ours)"
    ).flatMap { binding in
      let what = [binding["metadata", "namespace"], binding["roleRef", "name"]]
        .map { $0?.string ?? "" }
      return (binding["subjects"]?.array ?? []).map {
        "\($0["name"]?.string ?? "") \(what.joined(separator: " "))"
      }
    }
    self = sorted()
  }

  func sorted() -> DispatchPicture {
    var sorted = self
    (sorted.users, sorted.accounts) = (users.sorted(), accounts.sorted())
    (sorted.owned, sorted.bindings) = (owned.sorted(), bindings.sorted())
    return sorted
  }

  /// What is here and not there, and the other way round; empty where both are the same.
  func differences(from other: DispatchPicture) -> [String] {
    [
      (users, other.users), (accounts, other.accounts), (owned, other.owned),
      (bindings, other.bindings),
    ].flatMap { here, there in
      here.difference(from: there).map { change in
        switch change {
        case .insert(_, let element, _): "+ \(element)"
        case .remove(_, let element, _): "- \(element)"
        }
      }
    }
  }

  /// Waits until it is so.
  static func wait(
    for wanted: DispatchPicture, on stage: ControllerStage, within limit: Duration
  ) async throws {
    var differences: [String] = []
    do {
      try await eventually("what users of Dispatch have", within: limit, every: .milliseconds(500))
      {
        // The API server may be away for a while.
        guard let picture = try? await DispatchPicture(of: stage) else { return false }
        differences = picture.differences(from: wanted)
        return differences.isEmpty
      }
    } catch {
      throw Timeout("\(error)", differences.prefix(40).joined(separator: "\n"))
    }
  }

  private static func name(_ object: JSONValue) -> String {
    object["metadata", "name"]?.string ?? ""
  }
}
