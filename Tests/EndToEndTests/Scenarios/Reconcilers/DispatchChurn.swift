import Harness
import JSON
import Synchronization

/// Many users of Dispatch who come, change and go at the same time, the same way each time.
final class DispatchChurn: Sendable {
  private enum Step {
    case make([String])
    case change([String])
    case remove
  }

  static let path = "/apis/netsys.io/v1/namespaces/dispatch/dispatchusers"

  private let stage: ControllerStage
  private let count: Int
  private let done = Mutex(0)

  init(_ stage: ControllerStage, count: Int) {
    self.stage = stage
    self.count = count
  }

  /// How much of it is done, from 0 to 1.
  var progress: Double {
    let all = (0..<count).reduce(0) { $0 + Self.life(of: $1).count }
    return Double(done.withLock(\.self)) / Double(all)
  }

  /// Does all of it, many at once; what the API server does not answer is asked again.
  func run() async throws {
    let lanes = 12
    try await withThrowingTaskGroup(of: Void.self) { group in
      for lane in 0..<lanes {
        group.addTask { [self] in
          let users = Array(stride(from: lane, to: count, by: lanes))
          for turn in 0..<3 {
            for user in users {
              let life = Self.life(of: user)
              guard turn < life.count else { continue }
              try await take(life[turn], Self.name(user))
              done.withLock { $0 += 1 }
            }
          }
        }
      }
      try await group.waitForAll()
    }
  }

  /// What there is when everything is in order again.
  var wanted: DispatchPicture {
    var wanted = DispatchPicture()
    for user in 0..<count {
      guard let namespaces = Self.last(of: user) else { continue }
      let name = Self.name(user)
      wanted.users.append("\(name) True")
      wanted.accounts.append(name)
      for namespace in namespaces {
        wanted.owned.append("\(name) \(namespace)")
        wanted.bindings.append("\(name) \(namespace) edit")
      }
    }
    return wanted.sorted()
  }

  /// How often what has a user's name in its own may come to be: twice only for who left and came
  /// again.
  static func lives(of name: String) -> Int {
    let words = name.split { " /-".contains($0) }
    let user = words.lazy.compactMap { $0.wholeMatch(of: /u(\d+)/)?.1 }.first
    return user.flatMap { Int($0) }.map { $0 % 5 == 3 } == true ? 2 : 1
  }

  /// The token of one who stays as they came, as soon as they have what they ask for.
  func steadyToken() async throws -> String {
    let name = Self.name(4)
    try await stage.untilReady("\(Self.path)/\(name)")
    return try await stage.token(of: name, in: "dispatch")
  }

  /// What is answered to them when they list namespaces.
  let steadyList = "200 churn-4 churn-shared-4"

  private static func name(_ user: Int) -> String { "u\(user)" }

  /// The namespaces that a user is left with; nil when they are gone.
  private static func last(of user: Int) -> [String]? {
    switch life(of: user).last {
    case .make(let namespaces), .change(let namespaces): namespaces
    case .remove, nil: nil
    }
  }

  /// What becomes of a user: of five each has another life.
  private static func life(of user: Int) -> [Step] {
    let (own, shared) = ("churn-\(user)", "churn-shared-\(user % 7)")
    return switch user % 5 {
    case 0: [.make([own, shared]), .remove]
    case 1: [.make([own, shared]), .change([shared])]
    case 2: [.make([shared]), .change([own, shared])]
    case 3: [.make([own]), .remove, .make([shared])]
    default: [.make([own, shared])]
    }
  }

  /// Makes one more user.
  func add(_ name: String, _ namespaces: [String]) async throws {
    try await stage.make(Self.object(name, namespaces), at: Self.path)
  }

  private static func object(_ name: String, _ namespaces: [String]) -> JSONValue {
    [
      "apiVersion": "netsys.io/v1", "kind": "DispatchUser", "metadata": ["name": .string(name)],
      "spec": ["userID": .string(name), "namespaces": .strings(namespaces)],
    ]
  }

  private func take(_ step: Step, _ name: String) async throws {
    try await eventually("\(step) of \(name)", within: .seconds(120)) {
      // Without an answer nobody knows whether it is done.
      guard let isDone = try? await attempt(step, name) else { return false }
      return isDone
    }
  }

  private func attempt(_ step: Step, _ name: String) async throws -> Bool {
    switch step {
    case .make(let namespaces):
      let answer = try await stage.asker.ask(
        "POST", Self.path, [("Content-Type", "application/json")],
        body: Self.object(name, namespaces).encoded())
      if answer.status == 201 { return true }
      guard answer.status == 409 else { return false }
      // It is the one that was made before an answer got lost, or one that has not left yet.
      let there = try await stage.object("\(Self.path)/\(name)")
      return there != nil && there?["metadata", "deletionTimestamp"] == nil
    case .change(let namespaces):
      let patch: JSONValue = ["spec": ["namespaces": .strings(namespaces)]]
      let answer = try await stage.asker.ask(
        "PATCH", "\(Self.path)/\(name)", [("Content-Type", "application/merge-patch+json")],
        body: patch.encoded())
      return answer.status == 200
    case .remove:
      let answer = try await stage.asker.ask("DELETE", "\(Self.path)/\(name)")
      return [200, 202, 404].contains(answer.status)
    }
  }
}
