internal import CSystem

extension EventLoop {
  /// Deadlines that are queued, those that nobody waits for any more included.
  var queuedDeadlines: Int { deadlines.count }

  func nextTicket() -> UInt64 {
    tickets &+= 1
    return tickets
  }

  /// Queues a look at a registration; returns the ticket that tells the newest of its entries.
  func queueDeadline(_ deadline: UInt64, descriptor: Int32) -> UInt64 {
    let ticket = nextTicket()
    queue(deadline, .registration(descriptor: descriptor, ticket: ticket))
    return ticket
  }

  func queue(_ deadline: UInt64, _ subject: DeadlineHeap.Subject) {
    let awaited = unsafe registered + sleepers.count
    if deadlines.count > 64 + 2 * awaited {
      deadlines.keep { isAwaited($0.subject) }
    }
    deadlines.add(deadline, subject)
  }

  func isAwaited(_ subject: DeadlineHeap.Subject) -> Bool {
    switch subject {
    case .registration(let descriptor, let ticket):
      registrations[Int(descriptor)]?.queuedTicket == ticket
    case .sleeper(let ticket):
      unsafe sleepers[ticket] != nil
    }
  }

  func expireDeadlines() {
    guard let earliest = deadlines.earliest else { return }
    let now = Deadline.now.nanoseconds
    guard earliest <= now else { return }
    while let entry = deadlines.next(due: now) {
      switch entry.subject {
      case .registration(let descriptor, let ticket):
        registrations[Int(descriptor)]?.expire(ticket: ticket, now: now)
      case .sleeper(let ticket):
        perform(.wake(sleeper: ticket))
      }
    }
  }

  /// Lets other tasks and the network have a turn: bulk transfers call it after each gathered chunk.
  package func yield() async {
    assert(isCurrent)
    await unsafe withUnsafeContinuation { unsafe yielders.append($0) }
  }

  /// Suspends until the deadline, or until the task is cancelled.
  package func sleep(until deadline: Deadline) async throws(WireError) {
    assert(isCurrent)
    let ticket = nextTicket()
    await withTaskCancellationHandler {
      await unsafe withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
        unsafe sleepers[ticket] = continuation
        queue(deadline.nanoseconds, .sleeper(ticket))
      }
    } onCancel: {
      post(.wake(sleeper: ticket))
    }
    if Task.isCancelled { throw .cancelled }
  }
}
