extension ServerConnection {
  /// What ends this connection from any thread.
  package var interrupter: Interrupter {
    let registration = transport.registration
    return Interrupter(
      loop: transport.loop, descriptor: registration.descriptor,
      generation: registration.generation)
  }
}
