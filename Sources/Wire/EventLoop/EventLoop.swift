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
    case interrupt(descriptor: Int32, generation: UInt32)
    case cutOffOne(descriptor: Int32, generation: UInt32)
    case wake(sleeper: UInt64)
    case leave
    case drain
    case cutOff
    case stop
  }

  struct Inbox {
    var jobs: [UnownedJob] = []
    var actions: [Action] = []
    var isEmpty: Bool { jobs.isEmpty && actions.isEmpty }
  }

  let epoll: Int32
  let wakeup: Int32
  let inbox = Mutex(Inbox())
  let connectionCount = Atomic<Int>(0)

  var ready: [UnownedJob] = []
  var running: [UnownedJob] = []
  var yielders: [UnsafeContinuation<Void, Never>] = unsafe []
  var sleepers: [UInt64: UnsafeContinuation<Void, Never>] = unsafe [:]
  var registrations: [Registration?] = []
  var deadlines = DeadlineHeap()
  var tickets: UInt64 = 0
  var generations: UInt32 = 0
  var isStopping = false
  /// Whether each answer is its connection's last.
  private(set) var isLeaving = false
  private(set) var isDraining = false
  var isCutOff = false
  /// Descriptors in epoll, apart from the loop's own.
  var registered = 0

  /// Ciphertext as it comes from a socket; what a session leaves is moved aside at once.
  let inbound: UnsafeMutableRawBufferPointer
  /// Ciphertext on its way to a socket: four full TLS records of 16 KiB and their overhead.
  let outbound: UnsafeMutableRawBufferPointer

  /// Memory of buffers that are empty now.
  var blocks = BlockCache()

  /// Where a head is put together before it goes into a connection's buffer.
  var headBytes: [UInt8] = []

  /// Heads that were read and answered, for the memory they hold: an idle connection holds none.
  var spareHeads: [RequestHead] = []
  static let maximumSpareHeads = 512

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

  func post(_ change: (inout Inbox) -> Void) {
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

  var timeout: Int32 {
    guard unsafe ready.isEmpty && yielders.isEmpty else { return 0 }
    guard let earliest = deadlines.earliest else { return -1 }
    let now = Deadline.now.nanoseconds
    guard earliest > now else { return 0 }
    return Int32(clamping: (earliest - now) / 1_000_000 + 1)
  }

  func dispatch(_ data: UInt64, _ events: UInt32) {
    if data == UInt64(wakeup) { return takeInbox() }
    registration(Int32(truncatingIfNeeded: data), UInt32(data >> 32))?.signal(events)
  }

  func takeInbox() {
    var counter: UInt64 = 0
    unsafe read(wakeup, &counter, 8)
    let taken = inbox.withLock { inbox in
      defer { inbox = Inbox() }
      return inbox
    }
    ready.append(contentsOf: taken.jobs)
    for action in taken.actions { perform(action) }
  }

  func perform(_ action: Action) {
    switch action {
    case .cancel(let descriptor, let generation, let ticket):
      registration(descriptor, generation)?.cancel(ticket: ticket)
    case .interrupt(let descriptor, let generation):
      registration(descriptor, generation)?.interrupt()
    case .cutOffOne(let descriptor, let generation):
      registration(descriptor, generation)?.cutOff()
    case .wake(let sleeper):
      if let continuation = unsafe sleepers.removeValue(forKey: sleeper) {
        unsafe continuation.resume()
      }
    case .leave:
      isLeaving = true
    case .drain:
      isLeaving = true
      isDraining = true
      for case let registration? in registrations { registration.drain() }
    case .cutOff:
      isCutOff = true
      for case let registration? in registrations { registration.cutOff() }
    case .stop:
      isStopping = true
    }
  }
}
