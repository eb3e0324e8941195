internal import Synchronization
internal import Wire

extension AdminPage {
  private static let longest = 300

  /// Where the time on processors goes, one profile at a time.
  package static func profile() -> AdminPage {
    let isTaken = Turn()
    return AdminPage(
      "/debug/pprof/profile", about: "a profile of ?seconds=30 for pprof"
    ) { request in
      guard let seconds = seconds(of: request.target) else {
        return Answer("seconds: give 1 to \(longest)\n", status: 400)
      }
      guard isTaken.take() else { return Answer("another profile is being taken\n", status: 409) }
      defer { isTaken.give() }
      do throws(WireError) {
        try CPUProfile.begin(seconds: seconds)
      } catch {
        return Answer("\(error.reason)\n", status: 500)
      }
      // Where the wait is cut short, as at the program's end, what there is by then is a profile too.
      try? await EventLoop.current?.sleep(until: .after(Interval.seconds(UInt64(seconds))))
      return Answer(CPUProfile.end(), contentType: "application/octet-stream")
    }
  }

  /// The seconds that a target asks for; nil for what cannot be had.
  static func seconds(of target: String) -> Int? {
    guard let mark = target.firstIndex(of: "?") else { return 30 }
    for pair in target[mark...].dropFirst().split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.first == "seconds" else { continue }
      guard parts.count == 2, let seconds = Int(parts[1]), 1...longest ~= seconds else {
        return nil
      }
      return seconds
    }
    return 30
  }

  /// Whose turn it is: one profile at a time.
  private final class Turn: Sendable {
    private let isTaken = Atomic<Bool>(false)

    func take() -> Bool {
      isTaken.compareExchange(expected: false, desired: true, ordering: .relaxed).exchanged
    }

    func give() { isTaken.store(false, ordering: .relaxed) }
  }
}
