private import Synchronization

/// Keeps what a credential plugin brought until it ends.
///
/// The plugin is run by one task at a time, for all that wait: when there is nothing yet, when what
/// there is ends, and when the API server refused it. Between two runs there are at least five
/// seconds, so that a plugin that fails, or a credential that opens nothing, is not a run a request.
package final class PluginCredentials: Sendable {
  /// Runs a plugin, away from the event loop, and returns what it wrote.
  package typealias Run = @Sendable (CredentialPlugin) async throws(PluginFailure) -> [UInt8]

  /// Takes the certificate to show from now on.
  package typealias Show = @Sendable (ClientCertificate?) throws(PluginFailure) -> Void

  fileprivate typealias Outcome = Result<PluginCredential, PluginFailure>

  fileprivate struct Kept {
    let plugin: CredentialPlugin
    let credential: PluginCredential
    /// The Unix second from which on another one is better.
    let renewal: Int64
    var isRefused = false
  }

  fileprivate struct State {
    var kept: Kept?
    var failure: (plugin: CredentialPlugin, words: String)?
    var rest = Duration.zero
    /// Those who wait for the run under way; nil when there is none.
    var waiting: [CheckedContinuation<Outcome, Never>]?
  }

  fileprivate enum Next {
    case known(PluginCredential)
    case failed(String)
    case wait
    case run
  }

  fileprivate static let pause = Duration.seconds(5)

  private let run: Run
  private let clock: @Sendable () -> Int64
  private let show: Show
  private let state = Mutex(State())

  /// - Parameters:
  ///   - clock: The time, as Unix seconds: that by which others issue credentials.
  ///   - show: Called with what the plugin brought before a request uses it.
  package init(
    run: @escaping Run, clock: @escaping @Sendable () -> Int64, show: @escaping Show
  ) {
    self.run = run
    self.clock = clock
    self.show = show
  }

  /// Returns the token of a good credential; nil where the certificate is the whole of it.
  ///
  /// - Parameter now: Monotonic time since any fixed origin.
  package func token(of plugin: CredentialPlugin, now: Duration) async throws(APIError) -> String? {
    let second = clock()
    let next = state.withLock { state in
      state.next(for: plugin, at: second, now: now) { !$0.isRefused && !$0.hasEnded(at: second) }
    }
    return try await outcome(of: plugin, next, now: now).token
  }

  /// Brings another credential before the one there is ends, so that no request waits for it.
  package func renew(_ plugin: CredentialPlugin, now: Duration) async {
    let second = clock()
    let next = state.withLock { state in
      state.next(for: plugin, at: second, now: now) { !$0.isRefused && second < $0.renewal }
    }
    guard case .run = next else { return }
    _ = await bring(plugin, now: now)
  }

  /// Takes in that the API server refused a credential.
  ///
  /// - Parameter token: That of the request; nil when it had none.
  package func refused(_ token: String?) {
    state.withLock { state in
      if state.kept?.credential.token == token { state.kept?.isRefused = true }
    }
  }

  private func outcome(
    of plugin: CredentialPlugin, _ next: Next, now: Duration
  ) async throws(APIError) -> PluginCredential {
    let outcome: Outcome =
      switch next {
      case .known(let credential): .success(credential)
      case .failed(let words): .failure(PluginFailure(words))
      case .wait: await wait()
      case .run: await bring(plugin, now: now)
      }
    switch outcome {
    case .success(let credential): return credential
    case .failure(let failure): throw .noCredential("\(plugin) \(failure.words)")
    }
  }

  /// Runs the plugin; the run under way is the caller's.
  private func bring(_ plugin: CredentialPlugin, now: Duration) async -> Outcome {
    let fresh: Outcome
    do throws(PluginFailure) {
      let credential = try PluginCredential(try await run(plugin), of: plugin)
      if let end = credential.end, end <= clock() {
        throw PluginFailure("brought a credential that has ended; look at the clocks of both")
      }
      try show(credential.certificate)
      fresh = .success(credential)
    } catch {
      fresh = .failure(error)
    }
    let second = clock()
    let (outcome, waiting) = state.withLock { state in
      (state.take(fresh, of: plugin, at: second, now: now), state.waiting.take() ?? [])
    }
    for waiter in waiting { waiter.resume(returning: outcome) }
    return outcome
  }

  private func wait() async -> Outcome {
    await withCheckedContinuation { (waiter: CheckedContinuation<Outcome, Never>) in
      let ended: Outcome? = state.withLock { state in
        if state.waiting != nil {
          state.waiting?.append(waiter)
          return nil
        }
        // The run ended in between.
        if let failure = state.failure { return .failure(PluginFailure(failure.words)) }
        return state.kept.map { .success($0.credential) } ?? .failure(PluginFailure("was not run"))
      }
      if let ended { waiter.resume(returning: ended) }
    }
  }
}

extension PluginCredentials.Kept {
  fileprivate func hasEnded(at second: Int64) -> Bool {
    credential.end.map { $0 <= second } ?? false
  }
}

extension PluginCredentials.State {
  /// What to do for one who wants a credential; a run that is to begin is marked as under way.
  fileprivate mutating func next(
    for plugin: CredentialPlugin, at second: Int64, now: Duration,
    isGood: (PluginCredentials.Kept) -> Bool
  ) -> PluginCredentials.Next {
    let known = kept.flatMap { $0.plugin == plugin ? $0 : nil }
    if let known, isGood(known) { return .known(known.credential) }
    let isKnownToRest = known != nil || failure?.plugin == plugin
    if isKnownToRest, now < rest {
      if let known, !known.hasEnded(at: second) { return .known(known.credential) }
      if let failure, failure.plugin == plugin { return .failed(failure.words) }
    }
    if waiting != nil { return .wait }
    waiting = []
    return .run
  }

  /// Keeps what a run brought; where it brought nothing, what there was goes on until it ends.
  fileprivate mutating func take(
    _ outcome: PluginCredentials.Outcome, of plugin: CredentialPlugin, at second: Int64,
    now: Duration
  ) -> PluginCredentials.Outcome {
    rest = now + PluginCredentials.pause
    switch outcome {
    case .success(let credential):
      failure = nil
      // A minute before the end, or a fifth of its time where that is less.
      let renewal = credential.end.map { $0 - min(60, ($0 - second) / 5) } ?? .max
      kept = PluginCredentials.Kept(plugin: plugin, credential: credential, renewal: renewal)
      return outcome
    case .failure(let reason):
      failure = (plugin, reason.words)
      guard let kept, kept.plugin == plugin, !kept.hasEnded(at: second) else { return outcome }
      return .success(kept.credential)
    }
  }
}
