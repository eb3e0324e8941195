/// A binary heap of deadlines, the earliest first.
///
/// Entries are not removed when a wait ends: whoever is named by an entry that comes due looks
/// whether it still waits. So a keep-alive connection costs one entry a timeout, not one a request.
/// Whoever adds entries drops, from time to time, those that nobody waits for.
struct DeadlineHeap {
  /// Who is to be looked at.
  enum Subject: Equatable {
    case registration(descriptor: Int32, ticket: UInt64)
    case sleeper(UInt64)
  }

  struct Entry {
    let deadline: UInt64
    let subject: Subject
  }

  private var entries: [Entry] = []

  var earliest: UInt64? { entries.first?.deadline }
  var count: Int { entries.count }

  mutating func add(_ deadline: UInt64, _ subject: Subject) {
    entries.append(Entry(deadline: deadline, subject: subject))
    var child = entries.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard entries[child].deadline < entries[parent].deadline else { return }
      entries.swapAt(child, parent)
      child = parent
    }
  }

  /// Drops every entry that is not wanted.
  mutating func keep(_ isWanted: (Entry) -> Bool) {
    let wanted = entries.filter(isWanted)
    entries.removeAll(keepingCapacity: true)
    for entry in wanted { add(entry.deadline, entry.subject) }
  }

  /// Takes the earliest entry if it is due at `now`.
  mutating func next(due now: UInt64) -> Entry? {
    guard let first = entries.first, first.deadline <= now else { return nil }
    let last = entries.removeLast()
    guard !entries.isEmpty else { return first }
    entries[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < entries.count {
        if entries[child].deadline < entries[least].deadline { least = child }
      }
      guard least != parent else { return first }
      entries.swapAt(parent, least)
      parent = least
    }
  }
}
