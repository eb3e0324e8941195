internal import Logging
internal import Synchronization
internal import Wire

/// The keys of an issuer as they are known here, kept in step with what it publishes.
///
/// They are fetched when a token first needs them, again every few minutes of use, and when a token
/// names a key that is not among them: by one caller at a time, for all who wait. What the issuer
/// does not publish any more is forgotten with the next answer. While it does not answer, the keys
/// that are known go on, and after an hour there are none.
final class IssuerKeys: Sendable {
  /// How often the issuer is asked.
  struct Pace: Sendable {
    /// After so long in use the keys are fetched again.
    var refresh = Duration.seconds(300)
    /// Between two questions for a key that is not known, and after a failure.
    var pause = Duration.seconds(5)
    /// How long keys are believed of which the issuer said nothing since.
    var lifetime = Duration.seconds(3600)
  }

  /// Asks the issuer; a closure, so that the rules are tested without one.
  typealias Fetch = @Sendable () async -> Result<JSONWebKeySet, IssuerFailure>

  /// What became of a search for the key that signed a token.
  enum Finding: Sendable {
    case key(VerifyingKey)
    /// The issuer has the key that is named, and that one did not sign it.
    case unsigned
    /// The issuer has no such key.
    case unknown
    case unavailable(IssuerFailure)
  }

  private struct Attempt: Sendable {
    let began: Deadline
    let result: Result<JSONWebKeySet, IssuerFailure>
  }

  private struct State {
    var set: JSONWebKeySet?
    /// When the last answer that was of use came.
    var answered = Deadline(nanoseconds: 0)
    var freshUntil = Deadline.now
    var validUntil = Deadline.now
    var failure = IssuerFailure("they were not asked for")
    var failedUntil = Deadline.now
    var searchedUntil = Deadline.now
    /// Names of keys that the issuer was asked for and does not have, and until when that is
    /// believed.
    var missing: [String: Deadline] = [:]
  }

  private let pace: Pace
  private let logger: Logger
  private let fetch: Fetch
  private let state = Mutex(State())
  /// One question at a time: there is one thing to ask.
  private let flight = SingleFlight<Int, Attempt>(capacity: 1, maximumInFlight: 1)

  private static let maximumMissing = 64

  init(pace: Pace = Pace(), logger: Logger, fetch: @escaping Fetch) {
    self.pace = pace
    self.logger = logger
    self.fetch = fetch
  }

  /// The keys to judge by now.
  func current() async -> Result<JSONWebKeySet, IssuerFailure> {
    let now = Deadline.now
    let (known, isDue) = state.withLock { state in
      guard let set = state.set, state.validUntil > now else {
        return (JSONWebKeySet?.none, true)
      }
      guard state.freshUntil <= now else { return (set, false) }
      // This caller asks, the others go on by what is known.
      state.freshUntil = now + pace.pause
      return (set, true)
    }
    if let known, !isDue { return .success(known) }
    let attempt = await once { await ask(since: now) }
    switch attempt?.result {
    case .success(let set)?: return .success(set)
    case .failure(let failure)?: return known.map(Result.success) ?? .failure(failure)
    case nil: return newest()
    }
  }

  /// The key that signed a token.
  ///
  /// - Parameters:
  ///   - name: what the token calls it; nil where it does not say.
  ///   - find: picks the key of a set.
  func signer(
    called name: String?, find: (JSONWebKeySet) -> VerifyingKey?
  ) async -> Finding {
    let arrival = Deadline.now
    let set: JSONWebKeySet
    switch await current() {
    case .success(let known): set = known
    case .failure(let failure): return .unavailable(failure)
    }
    if let key = find(set) { return .key(key) }
    if let name, set.contains(name) { return .unsigned }
    if isMissing(name ?? "") { return .unknown }
    let attempt = await once { await search() }
    let renewed: JSONWebKeySet
    switch attempt?.result ?? newest() {
    case .success(let newer): renewed = newer
    case .failure(let failure): return .unavailable(failure)
    }
    if let key = find(renewed) { return .key(key) }
    if let name, renewed.contains(name) { return .unsigned }
    guard !renewed.keys.isEmpty else {
      return .unavailable(IssuerFailure("it has no key that can be used"))
    }
    // An answer that was on its way before may be older than the key.
    guard let attempt, attempt.began >= arrival else {
      return wasMissing(name ?? "")
        ? .unknown : .unavailable(IssuerFailure("a key was looked for a moment ago"))
    }
    note(missing: name ?? "")
    return .unknown
  }

  /// Asks, or waits for the answer to whoever asks already; nil when that one came just now.
  private func once(_ ask: () async -> Attempt) async -> Attempt? {
    await flight.answer(0, lifetime: { _ in .zero }, ask: ask)
  }

  private func isMissing(_ name: String) -> Bool {
    state.withLock { $0.missing[name].map { $0 > .now } ?? false }
  }

  private func wasMissing(_ name: String) -> Bool { state.withLock { $0.missing[name] != nil } }

  private func note(missing name: String) {
    state.withLock { state in
      if state.missing.count >= Self.maximumMissing { state.missing.removeAll() }
      state.missing[name] = .now + pace.pause
    }
  }

  private func newest() -> Result<JSONWebKeySet, IssuerFailure> {
    state.withLock { state in
      guard let set = state.set, state.validUntil > .now else { return .failure(state.failure) }
      return .success(set)
    }
  }

  /// Asks for a key that is not known, unless that was done a moment ago: then what is known is
  /// the answer, and older than the question.
  private func search() async -> Attempt {
    let isAllowed = state.withLock { state in
      let now = Deadline.now
      guard state.searchedUntil <= now else { return false }
      state.searchedUntil = now + pace.pause
      return true
    }
    guard isAllowed else { return Attempt(began: Deadline(nanoseconds: 0), result: newest()) }
    return await ask()
  }

  /// Asks the issuer, unless it answered since `moment` or failed a moment ago.
  private func ask(since moment: Deadline = .never) async -> Attempt {
    let began = Deadline.now
    let known: Result<JSONWebKeySet, IssuerFailure>? = state.withLock { state in
      if let set = state.set, state.answered >= moment { return .success(set) }
      return state.failedUntil > began ? .failure(state.failure) : nil
    }
    if let known { return Attempt(began: began, result: known) }
    let result = await fetch()
    let isNew = state.withLock { state in
      switch result {
      case .success(let set):
        defer { state.set = set }
        state.answered = .now
        state.freshUntil = began + pace.refresh
        state.validUntil = began + pace.lifetime
        return set.digests != state.set?.digests
      case .failure(let failure):
        state.failure = failure
        state.failedUntil = .now + pace.pause
        return false
      }
    }
    tell(result, isNew: isNew)
    return Attempt(began: began, result: result)
  }

  private func tell(_ result: Result<JSONWebKeySet, IssuerFailure>, isNew: Bool) {
    switch result {
    case .success(let set) where isNew:
      logger.info("the OIDC issuer's keys", metadata: ["keys": "\(set.keys.count)"])
      for fault in set.faults {
        logger.warning("a key of the OIDC issuer is not used", metadata: ["reason": "\(fault)"])
      }
    case .success: break
    case .failure(let failure):
      logger.warning(
        "the OIDC issuer's keys cannot be read", metadata: ["reason": "\(failure)"])
    }
  }
}
