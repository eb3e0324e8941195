/// How much of something scarce is in use, in all and by each user, and who may have more of it.
///
/// The rule is that of dynamic thresholds (Choudhury and Hahne, "Dynamic queue length thresholds for
/// shared-memory packet switches", 1998): a user may have at most twice as much as is left for
/// everybody. One alone can so have two thirds, two can have two fifths each, ten leave a part of
/// twenty-one free; and whoever has nothing is let in as long as there is anything left. So those who
/// have much are refused before those who have little, and nobody counts the users.
///
/// What is remembered of a user ends with the user's last part: memory is bounded by what is in use.
struct FairShares {
  /// Why nothing more is given.
  enum Refusal: Equatable {
    /// The user has too much; others may have more.
    case ofUser
    /// There is nothing left for anybody.
    case ofAll
  }

  /// What there is in all.
  var limit: Int
  /// What one user may have at most, however much is left.
  var limitPerUser: Int
  /// What is in use.
  private(set) var used = 0
  private var parts: [String: Int] = [:]

  /// How many times what is left a user may have.
  private static let factor = 2

  init(limit: Int, limitPerUser: Int = .max) {
    self.limit = limit
    self.limitPerUser = limitPerUser
  }

  /// How many users have anything.
  var users: Int { parts.count }

  /// What a user has.
  func part(of user: String) -> Int { parts[user] ?? 0 }

  /// Takes an amount for a user, which ``give(_:by:)`` gives back; or says why there is none.
  mutating func take(_ amount: Int = 1, by user: String) -> Refusal? {
    let left = limit - used
    guard amount <= left else { return .ofAll }
    let most = min(limitPerUser, Self.factor * left)
    guard Self.add(amount, to: &parts[user, default: 0], atMost: most) else {
      if parts[user] == 0 { parts[user] = nil }
      return .ofUser
    }
    used += amount
    return nil
  }

  /// Gives back what was taken.
  mutating func give(_ amount: Int = 1, by user: String) {
    used -= amount
    guard Self.subtract(amount, from: &parts[user, default: 0]) <= 0 else { return }
    parts[user] = nil
  }

  // One look into the dictionary each.

  private static func add(_ amount: Int, to part: inout Int, atMost most: Int) -> Bool {
    guard part + amount <= most else { return false }
    part += amount
    return true
  }

  private static func subtract(_ amount: Int, from part: inout Int) -> Int {
    part -= amount
    return part
  }
}
