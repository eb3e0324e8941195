internal import CSystem

extension EventLoop {
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
  func registration(_ descriptor: Int32, _ generation: UInt32) -> Registration? {
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
  package func withHeadBytes<Value>(_ body: (inout [UInt8]) -> Value) -> Value {
    assert(isCurrent)
    headBytes.removeAll(keepingCapacity: true)
    return body(&headBytes)
  }
}
