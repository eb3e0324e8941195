/// Things that end, in the order in which they end: all last equally long.
struct Expiries<Element: Sendable>: Sendable {
  private var waiting: [(until: UInt64, element: Element)] = []
  private var done = 0

  /// When the first one ends; nil if there is none.
  var first: UInt64? { done < waiting.count ? waiting[done].until : nil }

  /// Adds what ends no earlier than everything added before.
  mutating func append(_ element: Element, until: UInt64) {
    waiting.append((until, element))
  }

  /// Removes and gives the first if it has ended.
  mutating func next(now: UInt64) -> Element? {
    guard let first, first <= now else { return nil }
    let element = waiting[done].element
    done += 1
    if done * 2 > waiting.count {
      waiting.removeFirst(done)
      done = 0
    }
    return element
  }
}
