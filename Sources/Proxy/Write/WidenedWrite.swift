internal import Decide
internal import JSON
internal import KubernetesAPI
internal import Ownership
internal import Wire

/// One put, patch or delete that runs as the caller in one more group.
///
/// The object is read; if it is the caller's, the request is tried as a dry run, conditional on the
/// state that was read; if the result is one that a tenant may make, it is done, conditional on the
/// same state. What changes in between is a conflict.
struct WidenedWrite: Sendable {
  /// What it came to.
  enum Outcome: Sendable {
    /// This is the answer.
    case answered(OwnAnswer)
    /// It is refused with a Status of our own, for the reason given in a clause.
    case refused(Status, String)
    /// The object is not the caller's: the request passes as the caller, its body unread.
    case passed
    /// The upstream refused the program's own credential.
    case alarm(String)
  }

  /// What may be done to what.
  var writing: Writing
  /// The same by the view of the moment; nil when the caller may do it no more.
  let renewed: @Sendable (Writing) -> Writing?
  /// Who does it.
  let caller: Caller
  /// The program's own token, where that is its credential.
  let programToken: String?
  /// Whether a tenant may choose the cluster's default classes.
  let allowsClusterDefaults: Bool

  /// How often a write is tried while others change the object, which is what the API server does
  /// with a patch (handlers/patch.go, MaxRetryWhenPatchConflicts).
  private static let maximumTries = 5

  /// Runs it.
  ///
  /// Nothing of the body is read before the object was found to be the caller's, so that the request
  /// can pass as it came.
  func run(on exchange: borrowing Exchange) async throws(ExchangeError) -> Outcome {
    var write = self
    var state: ObjectState
    switch try await read(exchange) {
    case .selected(let found): state = found
    case .notSelected: return .passed
    case .ended(let outcome): return outcome
    }
    guard !caller.hasStandIn else {
      return .refused(
        .standInChangesNothing(writing.resource.groupResource, name: writing.name),
        "the program may not change anything as a service account or a node")
    }
    let form = AnswerForm(accept: writing.accept)
    let body: WriteBody
    do throws(Status) { body = try await self.body(of: exchange) } catch {
      return .refused(error, "the body cannot be taken")
    }
    for _ in 1..<Self.maximumTries {
      // The body came as slowly as the client liked, and what it may do is asked of each try.
      guard let writing = renewed(writing) else { return lost(exchange) }
      write.writing = writing
      let outcome = try await write.attempt(body, form, on: state, exchange)
      guard case .answered(let answer) = outcome, answer.status == 409, !body.hasOwnVersion else {
        return outcome
      }
      // There are other conflicts than a change in between, and they stay.
      guard case .selected(let fresh) = try await write.read(exchange),
        fresh.meta.resourceVersion != state.meta.resourceVersion
      else { return outcome }
      state = fresh
    }
    return try await write.attempt(body, form, on: state, exchange)
  }

  /// The answer to whom the operation or the object was taken meanwhile: as the API server says it,
  /// which cannot be asked any more because the body was read.
  private func lost(_ exchange: borrowing Exchange) -> Outcome {
    let request = exchange.connection.request
    guard
      let resource = try? ResourceRequest(method: request.method, target: request.target)
    else { return .refused(.unauthorized, "the request cannot be read") }
    return .refused(
      .forbidden(resource, by: caller.identity.user), "the caller may do it no more")
  }

  private func body(of exchange: borrowing Exchange) async throws(Status) -> WriteBody {
    let request = exchange.connection.request
    let contentType = request.fields[.contentType]
    let kind = try WriteKind(method: request.method, contentType: contentType)
    let bytes = try await exchange.readObject()
    return try WriteBody(bytes, kind, contentType: contentType, query: writing.query)
  }

  /// Tries the write on one state of the object, and does it.
  private func attempt(
    _ body: WriteBody, _ form: AnswerForm, on state: ObjectState, _ exchange: borrowing Exchange
  ) async throws(ExchangeError) -> Outcome {
    let trial: OwnRequest
    let request: OwnRequest
    do throws(Status) {
      trial = try self.request(body, on: state, accept: AnswerForm.object, asDryRun: true)
      request = try self.request(body, on: state, accept: form.accept, asDryRun: body.isDryRun)
    } catch {
      return .refused(error, "the request is malformed, or of another state of the object")
    }
    let tried = try await exchange.ask(trial, by: credential(writing.writeGroup))
    guard tried.isSuccess else { return try refusal(tried).outcome() }
    if let outcome = try judge(tried, from: state, isDeletion: body.kind == .delete) {
      return outcome
    }
    if body.isDryRun, form.isObject { return .answered(tried) }
    let done = try await exchange.ask(request, by: credential(writing.writeGroup))
    guard done.isSuccess else { return try refusal(done).outcome() }
    guard try form.isSelected(done, by: writing.selection) else {
      return .refused(
        .internalError("the object was changed, and is not shown"), "the object was hidden")
    }
    return .answered(done)
  }

  /// What is wrong with the result of a dry run; nil when it may be done in earnest.
  private func judge(
    _ answer: OwnAnswer, from before: ObjectState, isDeletion: Bool
  ) throws(ExchangeError) -> Outcome? {
    guard answer.isJSON else { throw .unfilterable("a dry run whose result is not JSON") }
    let after: ObjectState
    do throws(FilterError) {
      // What is deleted at once is told by a Status, and has no state any more.
      if isDeletion, try answer.isStatus { return nil }
      after = try ObjectState(parsing: answer.body)
    } catch {
      throw .unfilterable("a dry run: \(error)")
    }
    let check = WriteCheck(
      selection: writing.selection, decidingLabels: writing.decidingLabels,
      allowsClusterDefaults: allowsClusterDefaults)
    guard let fault = check.fault(from: before, to: after, isDeletion: isDeletion) else {
      return nil
    }
    return .refused(
      .forbidden(
        writing.resource.groupResource, name: writing.name,
        because: "\(fault.field) cannot be changed this way: \(fault.reason)"),
      fault.field)
  }

  private func request(
    _ body: WriteBody, on state: ObjectState, accept: String, asDryRun: Bool
  ) throws(Status) -> OwnRequest {
    var query = body.query
    if asDryRun { query.set("dryRun", "All") }
    // Rows of a Table are told apart by their objects.
    if query[first: "includeObject"] == "None" { query.set("includeObject", "Metadata") }
    let parameters = query.encoded()
    let pinned = try body.pinned(
      to: state, of: writing.resource.groupResource, asDryRun: asDryRun)
    return OwnRequest(
      method: body.kind.method,
      target: parameters.isEmpty ? writing.path : "\(writing.path)?\(parameters)",
      accept: accept, body: (pinned.encoded(), body.kind.mediaType))
  }

  /// An answer that is no success, judged.
  func refusal(_ answer: OwnAnswer) -> UpstreamRefusal {
    UpstreamRefusal(answer, of: caller, in: [writing.readGroup, writing.writeGroup])
  }

  func credential(_ group: String) -> UpstreamCredential {
    .impersonating(caller, wideningGroup: group, programToken: programToken)
  }
}
