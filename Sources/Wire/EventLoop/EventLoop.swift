internal import CSystem
internal import Synchronization

/// One epoll loop on one thread, which is a `TaskExecutor`.
///
/// A connection is a task pinned to one loop, written as straight-line `async` code: try, and on
/// would-block suspend until epoll reports the descriptor or a deadline passes. What is not marked
/// as callable from elsewhere belongs to the loop's thread.
///
/// `@unchecked Sendable`: everything but the inbox is touched by the loop's thread only.
@safe
package final class EventLoop: TaskExecutor, @unchecked Sendable {
  /// What another thread asks of the loop.
  enum Action {
    case cancel(descriptor: Int32, generation: UInt32, ticket: UInt64)
    case wake(sleeper: UInt64)
    case drain
    case cutOff
    case stop
  }

  private struct Inbox {
    var jobs: [UnownedJob] = []
    var actions: [Action] = []
    var isEmpty: Bool { jobs.isEmpty && actions.isEmpty }
  }

  private let epoll: Int32
  private let wakeup: Int32
  private let inbox = Mutex(Inbox())
  private let connectionCount = Atomic<Int>(0)

  private var ready: [UnownedJob] = []
  private var running: [UnownedJob] = []
  private var yielders: [UnsafeContinuation<Void, Never>] = unsafe []
  private var sleepers: [UInt64: UnsafeContinuation<Void, Never>] = unsafe [:]
  private var registrations: [Registration?] = []
  private var deadlines = DeadlineHeap()
  private var tickets: UInt64 = 0
  private var generations: UInt32 = 0
  private var isStopping = false
  private(set) var isDraining = false
  private var isCutOff = false
  /// Descriptors in epoll, apart from the loop's own.
  private(set) var registered = 0

  /// Ciphertext as it comes from a socket; what a session leaves is moved aside at once.
  let inbound: UnsafeMutableRawBufferPointer
  /// Ciphertext on its way to a socket: four full TLS records of 16 KiB and their overhead.
  let outbound: UnsafeMutableRawBufferPointer

  /// Memory of buffers that are empty now.
  var blocks = BlockCache()

  /// Where a head is put together before it goes into a connection's buffer.
  private var headBytes: [UInt8] = []

  /// Heads that were read and answered, for the memory they hold: an idle connection holds none.
  private var spareHeads: [RequestHead] = []
  private static let maximumSpareHeads = 512

  /// Turns of the run queue before the network is looked at again.
  private static let turnsBetweenPolls = 4

  package init() throws(WireError) {
    unsafe inbound = .allocate(byteCount: 64 * 1024, alignment: 64)
    unsafe outbound = .allocate(byteCount: 66 * 1024, alignment: 64)
    epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
    wakeup = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
    guard epoll >= 0, wakeup >= 0,
      cs_epoll_add(epoll, wakeup, CS_EPOLL_READABLE, UInt64(wakeup)) == 0
    else { throw .system("making an event loop") }
  }

  deinit {
    close(epoll)
    close(wakeup)
    unsafe inbound.deallocate()
    unsafe outbound.deallocate()
  }

  /// Whether the calling thread is this loop's.
  ///
  /// Callable from anywhere.
  package var isCurrent: Bool {
    unsafe cs_thread_loop() == Unmanaged.passUnretained(self).toOpaque()
  }

  /// The loop of the calling thread.
  package static var current: EventLoop? {
    guard let loop = unsafe cs_thread_loop() else { return nil }
    return unsafe Unmanaged<EventLoop>.fromOpaque(loop).takeUnretainedValue()
  }

  /// Connections that were handed to this loop and still live.
  ///
  /// Callable from anywhere.
  package var load: Int { connectionCount.load(ordering: .relaxed) }

  package func addLoad(_ count: Int) {
    connectionCount.wrappingAdd(count, ordering: .relaxed)
  }

  // MARK: Executor

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    if isCurrent {
      ready.append(job)
    } else {
      post { (inbox: inout Inbox) in inbox.jobs.append(job) }
    }
  }

  /// Asks something of the loop.
  ///
  /// Callable from anywhere.
  func post(_ action: Action) {
    post { (inbox: inout Inbox) in inbox.actions.append(action) }
  }

  private func post(_ change: (inout Inbox) -> Void) {
    let wasEmpty = inbox.withLock { inbox in
      defer { change(&inbox) }
      return inbox.isEmpty
    }
    guard wasEmpty else { return }
    var one: UInt64 = 1
    unsafe write(wakeup, &one, 8)
  }

  /// Runs until `stop`; the caller's thread becomes the loop's.
  package func run() {
    unsafe cs_set_thread_loop(Unmanaged.passUnretained(self).toOpaque())
    let executor = unsafe asUnownedTaskExecutor()
    // Few events a turn: what a request touched is still in the processor's cache for its answer.
    let capacity = 32
    let events = UnsafeMutablePointer<epoll_event>.allocate(capacity: capacity)
    defer { unsafe events.deallocate() }
    while !isStopping {
      var turns = 0
      while !ready.isEmpty, turns < Self.turnsBetweenPolls {
        swap(&ready, &running)
        for job in running { unsafe job.runSynchronously(on: executor) }
        running.removeAll(keepingCapacity: true)
        turns += 1
      }
      let count = unsafe epoll_wait(epoll, events, Int32(capacity), timeout)
      let pausing = unsafe yielders
      unsafe yielders.removeAll(keepingCapacity: true)
      for index in 0..<max(0, count) {
        unsafe dispatch(cs_epoll_data(events, index), cs_epoll_events(events, index))
      }
      unsafe pausing.forEach { unsafe $0.resume() }
      expireDeadlines()
    }
    cs_set_thread_loop(nil)
  }

  private var timeout: Int32 {
    guard unsafe ready.isEmpty && yielders.isEmpty else { return 0 }
    guard let earliest = deadlines.earliest else { return -1 }
    let now = Deadline.now.nanoseconds
    guard earliest > now else { return 0 }
    return Int32(clamping: (earliest - now) / 1_000_000 + 1)
  }

  private func dispatch(_ data: UInt64, _ events: UInt32) {
    if data == UInt64(wakeup) { return takeInbox() }
    registration(Int32(truncatingIfNeeded: data), UInt32(data >> 32))?.signal(events)
  }

  private func takeInbox() {
    var counter: UInt64 = 0
    unsafe read(wakeup, &counter, 8)
    let taken = inbox.withLock { inbox in
      defer { inbox = Inbox() }
      return inbox
    }
    ready.append(contentsOf: taken.jobs)
    for action in taken.actions { perform(action) }
  }

  private func perform(_ action: Action) {
    switch action {
    case .cancel(let descriptor, let generation, let ticket):
      registration(descriptor, generation)?.cancel(ticket: ticket)
    case .wake(let sleeper):
      if let continuation = unsafe sleepers.removeValue(forKey: sleeper) {
        unsafe continuation.resume()
      }
    case .drain:
      isDraining = true
      for case let registration? in registrations { registration.drain() }
    case .cutOff:
      isCutOff = true
      for case let registration? in registrations { registration.cutOff() }
    case .stop:
      isStopping = true
    }
  }

  // MARK: Registrations

  /// Takes a descriptor into epoll, for as long as `forget` was not called.
  func register(_ descriptor: Int32) throws(WireError) -> Registration {
    assert(isCurrent)
    generations &+= 1
    let registration = Registration(
      descriptor: descriptor, generation: generations | 1 << 31, loop: self)
    let data = UInt64(registration.generation) << 32 | UInt64(UInt32(bitPattern: descriptor))
    let events = CS_EPOLL_STREAM
    guard cs_epoll_add(epoll, descriptor, events, data) == 0 else {
      throw .system("registering a descriptor")
    }
    while registrations.count <= Int(descriptor) { registrations.append(nil) }
    registrations[Int(descriptor)] = registration
    registered += 1
    if isCutOff { registration.cutOff() }
    return registration
  }

  /// Lets go of a descriptor that is about to be closed; closing it takes it out of epoll.
  func forget(_ registration: Registration) {
    assert(isCurrent)
    registration.markClosed()
    if registrations[Int(registration.descriptor)] === registration {
      registrations[Int(registration.descriptor)] = nil
      registered -= 1
    }
  }

  /// The live registration that an event names; `nil` for the event of a descriptor that was closed.
  private func registration(_ descriptor: Int32, _ generation: UInt32) -> Registration? {
    guard Int(descriptor) < registrations.count,
      let registration = registrations[Int(descriptor)], registration.generation == generation
    else { return nil }
    return registration
  }

  /// Takes a connection's head back, and leaves an empty one in its place.
  func giveHead(_ head: inout RequestHead) {
    assert(isCurrent)
    let given = exchange(&head, with: RequestHead())
    if spareHeads.count < Self.maximumSpareHeads { spareHeads.append(given) }
  }

  /// A head to read into, with the memory of one that was read before if there is one.
  func takeHead() -> RequestHead {
    assert(isCurrent)
    guard var head = spareHeads.popLast() else { return RequestHead() }
    head.reset()
    return head
  }

  /// Lends an empty array that keeps its memory from head to head.
  func withHeadBytes<Value>(_ body: (inout [UInt8]) -> Value) -> Value {
    assert(isCurrent)
    headBytes.removeAll(keepingCapacity: true)
    return body(&headBytes)
  }

  // MARK: Time

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

  private func queue(_ deadline: UInt64, _ subject: DeadlineHeap.Subject) {
    let awaited = unsafe registered + sleepers.count
    if deadlines.count > 64 + 2 * awaited {
      deadlines.keep { isAwaited($0.subject) }
    }
    deadlines.add(deadline, subject)
  }

  private func isAwaited(_ subject: DeadlineHeap.Subject) -> Bool {
    switch subject {
    case .registration(let descriptor, let ticket):
      registrations[Int(descriptor)]?.queuedTicket == ticket
    case .sleeper(let ticket):
      unsafe sleepers[ticket] != nil
    }
  }

  private func expireDeadlines() {
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
