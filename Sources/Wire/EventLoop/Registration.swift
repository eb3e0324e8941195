internal import CSystem

/// One descriptor in a loop's epoll, registered once, edge-triggered, for both directions.
///
/// Belongs to the loop's thread. At most one task waits for each direction.
final class Registration {
  enum Direction { case read, write }

  enum Outcome { case ready, timedOut, cancelled, closed, draining, interrupted }

  @safe struct Waiter {
    let continuation: UnsafeContinuation<Outcome, Never>
    let ticket: UInt64
    var deadline: UInt64
    /// From when on a draining loop ends the wait.
    let drainsAt: UInt64
    let isInterruptible: Bool
  }

  let descriptor: Int32
  let generation: UInt32
  let loop: EventLoop

  /// Bytes may be there to read: true until a read says otherwise.
  private(set) var isReadable = true
  private(set) var isWritable = true
  /// The peer ended its side or reset the connection.
  ///
  /// Edge-triggered, so it is never told twice.
  private(set) var hungUp = false
  /// The connection was reset, or both sides ended theirs: nothing more can be sent.
  private(set) var isBroken = false
  private(set) var isClosed = false
  /// Nobody waits here any more: the other side of an exchange is gone, or the program stops.
  private(set) var isCutOff = false
  private var reader: Waiter?
  private var writer: Waiter?
  private var queuedDeadline = UInt64.max
  /// The newest entry of this registration among the loop's deadlines; older ones mean nothing.
  private(set) var queuedTicket: UInt64 = 0
  /// Whether the next wait that can be interrupted ends at once.
  private var isInterrupted = false
  /// Called once, on the loop, when the peer goes away, or when nobody waits here any more.
  var onHangUp: (() -> Void)?
  /// Called once, on the loop, when nobody waits here any more.
  var onCutOff: (() -> Void)?
  /// Called once, on the loop, when the connection is reset or both sides have ended.
  var onBroken: (() -> Void)?
  /// How long a peer that ended its side counts as there: it may want to read the answer.
  var patience = Interval(nanoseconds: 0)
  /// When a peer that ended its side counts as gone.
  private var goneAt = UInt64.max
  /// Called, on the loop, when bytes came for which no task waits.
  var onUnawaited: (() -> Void)?

  init(descriptor: Int32, generation: UInt32, loop: EventLoop) {
    self.descriptor = descriptor
    self.generation = generation
    self.loop = loop
  }

  /// Says that the direction would block: the next wait suspends until epoll reports it.
  func wouldBlock(_ direction: Direction) {
    switch direction {
    case .read: isReadable = hungUp
    case .write: isWritable = isBroken
    }
  }

  /// Whether the peer reset the connection, or ended its side and was given time enough to read.
  var isGone: Bool {
    isBroken || hungUp && (patience.nanoseconds == 0 || goneAt <= Deadline.now.nanoseconds)
  }

  /// Gives a peer that ended its side the whole time once more: another answer is under way.
  func renewPatience() {
    guard hungUp, !isBroken, patience.nanoseconds > 0 else { return }
    goneAt = Deadline.after(patience).nanoseconds
    if goneAt < queuedDeadline { queueDeadline(goneAt) }
  }

  /// Says that a read found nothing at all, an end included.
  func exhausted() { isReadable = false }

  /// Says that a look at the socket found something to read.
  func foundReadable() { isReadable = true }

  /// Suspends until the direction is worth trying.
  ///
  /// - Parameters:
  ///   - deadline: when to give up.
  ///   - drainsAt: from when on a draining loop ends the wait, because nothing is under way here.
  ///   - isInterruptible: ``interrupt()`` ends the wait.
  func wait(
    _ direction: Direction, until deadline: Deadline, drainsAt: Deadline = .never,
    isInterruptible: Bool = false
  ) async throws(WireError) {
    assert(loop.isCurrent)
    guard !isClosed, !isCutOff else { throw .closed }
    guard !(isInterruptible && takeInterrupt()) else { throw .interrupted }
    guard !(direction == .read ? isReadable : isWritable) else { return }
    var deadline = deadline
    if loop.isDraining, drainsAt < .never {
      guard drainsAt > .now else { throw .draining }
      deadline = min(deadline, drainsAt)
    }
    let end = deadline.nanoseconds
    let ticket = loop.nextTicket()
    let (loop, descriptor, generation) = (loop, descriptor, generation)
    let outcome = await withTaskCancellationHandler {
      await unsafe withUnsafeContinuation { (continuation: UnsafeContinuation<Outcome, Never>) in
        let waiter = unsafe Waiter(
          continuation: continuation, ticket: ticket, deadline: end,
          drainsAt: drainsAt.nanoseconds, isInterruptible: isInterruptible)
        assert((direction == .read ? reader : writer) == nil, "two tasks wait for one direction")
        if direction == .read { reader = waiter } else { writer = waiter }
        if end < queuedDeadline { queueDeadline(end) }
      }
    } onCancel: {
      loop.post(.cancel(descriptor: descriptor, generation: generation, ticket: ticket))
    }
    switch outcome {
    case .ready: return
    case .timedOut: throw .timedOut
    case .cancelled: throw .cancelled
    case .closed: throw .closed
    case .draining: throw .draining
    case .interrupted: throw .interrupted
    }
  }

  /// Takes what epoll reported.
  func signal(_ events: UInt32) {
    let hangUp = events & CS_EPOLL_HANGUP != 0
    if events & CS_EPOLL_BROKEN != 0 { isBroken = true }
    if hangUp, !hungUp {
      hungUp = true
      renewPatience()
    }
    if hangUp || events & CS_EPOLL_READABLE != 0 {
      isReadable = true
      if let waiter = reader.take() {
        unsafe waiter.continuation.resume(returning: .ready)
      } else {
        onUnawaited?()
      }
    }
    if isBroken || events & CS_EPOLL_WRITABLE != 0 {
      isWritable = true
      if let waiter = writer.take() { unsafe waiter.continuation.resume(returning: .ready) }
    }
    if isBroken, let action = onBroken.take() { action() }
    if hangUp, isGone, let action = onHangUp.take() { action() }
  }

  /// Ends the wait with this ticket, if it still goes on.
  func cancel(ticket: UInt64) {
    if reader?.ticket == ticket { end(.read, .cancelled) }
    if writer?.ticket == ticket { end(.write, .cancelled) }
  }

  /// Ends every wait, present and future: the other side of an exchange is gone, or the program
  /// stops.
  func cutOff() {
    isCutOff = true
    end(.read, .closed)
    end(.write, .closed)
    if let action = onHangUp.take() { action() }
    if let action = onCutOff.take() { action() }
  }

  /// Ends the read's wait that goes on, or the next one, if it is one that can be interrupted.
  func interrupt() {
    isInterrupted = true
    guard reader?.isInterruptible == true else { return }
    isInterrupted = false
    end(.read, .interrupted)
  }

  /// Whether an interruption came that ended no wait yet; it is then forgotten.
  func takeInterrupt() -> Bool {
    defer { isInterrupted = false }
    return isInterrupted
  }

  /// Ends a wait between requests, as soon as it may end.
  func drain() {
    guard let waiter = reader, waiter.drainsAt < .max else { return }
    guard waiter.drainsAt > Deadline.now.nanoseconds else { return end(.read, .draining) }
    guard waiter.drainsAt < waiter.deadline else { return }
    reader?.deadline = waiter.drainsAt
    if waiter.drainsAt < queuedDeadline { queueDeadline(waiter.drainsAt) }
  }

  /// Looks at the deadlines of the waits that go on; called when a queued deadline comes due.
  func expire(ticket: UInt64, now: UInt64) {
    guard ticket == queuedTicket else { return }
    queuedDeadline = .max
    if let waiter = reader, waiter.deadline <= now { end(.read, .timedOut) }
    if let waiter = writer, waiter.deadline <= now { end(.write, .timedOut) }
    if goneAt <= now, let action = onHangUp.take() { action() }
    let goneAt = goneAt > now ? goneAt : .max
    let next = min(reader?.deadline ?? .max, writer?.deadline ?? .max, goneAt)
    if next < .max, !isClosed { queueDeadline(next) }
  }

  func markClosed() {
    isClosed = true
    onHangUp = nil
    onUnawaited = nil
    onCutOff = nil
    onBroken = nil
    cutOff()
  }

  private func end(_ direction: Direction, _ outcome: Outcome) {
    let waiter = direction == .read ? reader.take() : writer.take()
    if let waiter { unsafe waiter.continuation.resume(returning: outcome) }
  }

  private func queueDeadline(_ deadline: UInt64) {
    queuedDeadline = deadline
    queuedTicket = loop.queueDeadline(deadline, descriptor: descriptor)
  }
}
