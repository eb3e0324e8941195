package import Wire

/// Contends for a lease, and runs what only its holder may do.
///
/// Errors never end it; they are reported, and leadership that cannot be renewed is given up in
/// time.
package struct LeaseElection<Transport: APITransport & Sendable>: Sendable {
  /// Whether this process leads; every writer asks.
  package let leadership: Leadership

  /// How long giving up the lease at the end may take.
  private static var farewell: Duration { .seconds(3) }

  private let key: ObjectKey
  private let identity: String
  private let timing: LeaseTiming
  private let client: APIClient<Transport>
  private let pace: Pace
  private let time: @Sendable () -> Timestamp
  private let bell = Bell()
  private let report: @Sendable (ElectionReport) -> Void

  /// A contest for one lease.
  ///
  /// - Parameters:
  ///   - key: The Lease's name, and the program's own namespace.
  ///   - identity: What nobody but this process is called, such as `HOST_UUID`.
  ///   - timing: How long things take.
  ///   - client: Speaks to the API server.
  ///   - pace: Time and chance. Its clock goes on while the machine sleeps: a leader that wakes up
  ///     must not take itself for one.
  ///   - time: What a calendar says, for people who read the Lease.
  ///   - report: Takes what is worth logging.
  package init(
    of key: ObjectKey, identity: String, timing: LeaseTiming = LeaseTiming(),
    client: APIClient<Transport>, pace: Pace,
    time: @escaping @Sendable () -> Timestamp = { SystemClock.now },
    report: @escaping @Sendable (ElectionReport) -> Void = { _ in }
  ) {
    leadership = Leadership(now: pace.now)
    self.key = key
    self.identity = identity
    self.timing = timing
    self.client = client
    self.pace = pace
    self.time = time
    self.report = report
  }

  /// Contends until it is stopped, and then gives up the lease.
  ///
  /// What leads is cancelled when leadership is lost or the contest ends, and waited for; it leads
  /// again when the lease is gained again. A task that is cancelled can ask nothing of the API
  /// server any more: a contest that is cancelled leaves the lease to run out.
  ///
  /// - Parameter lead: What only the leader does, until it is cancelled.
  package func run(lead: @escaping @Sendable () async -> Void) async {
    let mayBeHolder = await withTaskGroup(of: Bool?.self) { group in
      group.addTask { await contend(lead) }
      group.addTask {
        await bell.wait(atMost: nil, pace)
        return nil
      }
      var mayBeHolder = false
      for await end in group {
        if let end { mayBeHolder = end }
        group.cancelAll()
      }
      return mayBeHolder
    }
    leadership.hold(until: nil)
    if mayBeHolder { await release() }
  }

  /// Ends the contest in good order, whether it runs already or not.
  package func stop() { bell.ring() }

  /// Contends until cancelled; returns whether the API server may have this process for the holder.
  private func contend(_ lead: @escaping @Sendable () async -> Void) async -> Bool {
    var state = LeaseState(key, identity: identity, timing: timing)
    var told = Told()
    var goesOn = true
    while goesOn {
      while goesOn, !state.isHeld(at: pace.now()) { goesOn = await advance(&state, &told) }
      guard goesOn else { break }
      report(.gained)
      await withTaskGroup(of: Void.self) { group in
        group.addTask { await lead() }
        while goesOn, state.isHeld(at: pace.now()) { goesOn = await advance(&state, &told) }
        if goesOn {
          leadership.hold(until: nil)
          report(.lost)
        }
        // What is stopped in good order may end what it has begun, for as long as the lease lasts.
        group.cancelAll()
      }
    }
    return state.mayBeHolder
  }

  /// What was reported last, so that the log does not say it every two seconds.
  private struct Told {
    var failure: APIError?
    var holder = ""
  }

  /// Takes one step; returns whether there is another.
  private func advance(_ state: inout LeaseState, _ told: inout Told) async -> Bool {
    let now = pace.now()
    let step = state.next(now: now, time: time(), spread: pace.random())
    leadership.hold(until: state.heldUntil)
    defer { leadership.hold(until: state.heldUntil) }
    if case .wait(let duration) = step {
      do throws(CancellationError) { try await pace.sleep(duration) } catch { return false }
      return !Task.isCancelled
    }
    do throws(APIError) {
      try await take(step, &state, within: state.patience(at: now))
      tell(state, after: step, &told)
    } catch .cancelled {
      return false
    } catch {
      state.failed(retryAfter: error.retryAfter)
      if told.failure != error { report(.failed(key, error)) }
      told.failure = error
    }
    return !Task.isCancelled
  }

  private func take(
    _ step: LeaseState.Step, _ state: inout LeaseState, within patience: Duration
  ) async throws(APIError) {
    let isUpdate: Bool
    if case .update = step { isUpdate = true } else { isUpdate = false }
    do throws(APIError) {
      switch step {
      case .wait: break
      case .read:
        let lease = try Lease(reading: try await client.get(path, within: patience))
        state.found(lease, now: pace.now())
      case .create(let lease):
        let answer = try await client.create(lease.object, at: leases.path, within: patience)
        state.written(try Lease(reading: answer), now: pace.now())
      case .update(let lease):
        let answer = try await client.replace(lease.object, at: path, within: patience)
        state.written(try Lease(reading: answer), now: pace.now())
      }
    } catch .refused(let refusal) where refusal.code == 404 && step == .read {
      state.found(nil, now: pace.now())
    } catch .refused(let refusal) where refusal.code == 409 || refusal.code == 404 && isUpdate {
      state.conflicted()
    } catch {
      throw error
    }
  }

  private func tell(_ state: LeaseState, after step: LeaseState.Step, _ told: inout Told) {
    let holder = state.seen?.holder ?? ""
    let isAnothers = !holder.isEmpty && holder != identity
    if isAnothers, holder != told.holder { report(.follows(holder)) }
    told.holder = holder
    // Where reading is all that succeeds, what writing wants is still missing.
    if step != .read || isAnothers { told.failure = nil }
  }

  /// Gives up the lease, so that the next leader need not wait until it runs out.
  ///
  /// It is read first: the answer to the last write may have been lost.
  private func release() async {
    do throws(APIError) {
      let lease = try Lease(reading: try await client.get(path, within: Self.farewell))
      guard lease.holder == identity else { return }
      _ = try await client.replace(
        lease.released(at: time()).object, at: path, within: Self.farewell)
      report(.released)
    } catch .cancelled {
    } catch {
      report(.failed(key, error))
    }
  }

  private var leases: APICollection {
    APICollection(
      group: "coordination.k8s.io", version: "v1", resource: "leases", namespace: key.namespace)
  }

  private var path: String { leases.path(of: key.name) }
}

extension APIError {
  /// How long the server asks to wait.
  fileprivate var retryAfter: Duration? {
    if case .refused(let refusal) = self { refusal.retryAfter } else { nil }
  }
}
