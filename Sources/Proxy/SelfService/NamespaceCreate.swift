internal import Decide
internal import JSON
internal import KubernetesAPI
internal import Ownership
internal import Wire

/// One making of a namespace that runs as the caller in one more group.
///
/// The tenant is read anew, by the program, and judged; a place in its quota is held; the namespace is
/// made with the tenant's label and owner; its role bindings are made; and the answer waits until both
/// count for the caller.
struct NamespaceCreate: Sendable {
  /// What is to be made, as far as it was known.
  struct Attempt: Sendable {
    /// The namespace; empty before it has a name.
    var name = ""
    /// The tenant; empty before it is known.
    var tenant = ""
  }

  /// What was decided.
  let creation: Creation
  /// The request, as it was decided on.
  let request: ResourceRequest
  /// What is done under the program's own name.
  let selfService: SelfService
  /// Who makes it.
  let caller: Caller
  /// The program's own token, where that is its credential.
  let programToken: String?
  /// Who owns what at the moment.
  let view: PublishedView

  /// How often a name is drawn while there is one of the name already
  /// (apiserver/pkg/registry/generic/registry/store.go, maxNameGenerationCreateAttempts).
  private static let maximumDraws = 8
  /// How long the answer waits until the namespace shows.
  private static let patience = Duration.seconds(2)

  /// Runs it, and tells of what it was.
  func run(
    on exchange: borrowing Exchange, telling told: inout Attempt
  ) async throws(ExchangeError) -> WidenedWrite.Outcome {
    let draft: NamespaceDraft
    do throws(Status) {
      draft = try NamespaceDraft(
        try await exchange.readObject(),
        contentType: exchange.connection.request.fields[.contentType], query: creation.query)
      told.name = draft.name
      told.tenant = try creation.tenant(of: draft)
    } catch {
      return .refused(error, "the body cannot be taken")
    }
    var source = SystemRandomNumberGenerator()
    for draw in 1... {
      do throws(Status) { told.name = try draft.chosenName(by: &source) } catch {
        return .refused(error, "the name cannot be taken")
      }
      let outcome = try await attempt(draft, told, exchange)
      guard case .answered(let answer) = outcome, answer.status == 409, draft.name.isEmpty,
        draw < Self.maximumDraws
      else { return outcome }
    }
    return .refused(.internalError("no name was found"), "no name was found")
  }

  private func attempt(
    _ draft: NamespaceDraft, _ told: Attempt, _ exchange: borrowing Exchange
  ) async throws(ExchangeError) -> WidenedWrite.Outcome {
    let rules = NamespaceRules(
      isProtected: selfService.isProtected, user: caller.identity.user, request: request)
    let grants = selfService.grants
    let terms: NamespaceTerms
    do throws(Status) {
      terms = try await grants.reserve(told.name, told.tenant, draft.isDryRun) {
        rules.refusal(of: draft, named: told.name, in: $0)
      }
    } catch {
      return .refused(error, "the tenant does not let it be made")
    }
    let answer = try await exchange.ask(
      request(draft, told.name, in: terms),
      by: .impersonating(caller, wideningGroup: creation.group, programToken: programToken))
    guard answer.isSuccess else {
      // An answer that says nothing of what became of it keeps the place until it is too old.
      if answer.status < 500, !draft.isDryRun { await grants.release(told.name, told.tenant) }
      return try UpstreamRefusal(answer, of: caller, in: [creation.group]).outcome()
    }
    if draft.isDryRun { return .answered(answer) }
    async let released: Void = grants.release(told.name, told.tenant)
    async let shown: Void = untilShown(told.name)
    let isBound = await grants.bind(told.name, terms, caller.identity.user)
    _ = await (released, shown)
    var made = answer
    if !isBound { made.fields.append("Warning", literal: Self.unbound) }
    return .answered(made)
  }

  /// What the client is told where the tenant's role bindings are not there (RFC 7234 §5.5): kubectl
  /// shows it.
  private static let unbound: StaticString =
    #"299 - "the namespace was made, and its role bindings are not there yet: ask an administrator""#

  private func request(
    _ draft: NamespaceDraft, _ name: String, in terms: NamespaceTerms
  ) -> OwnRequest {
    var query = draft.query
    if draft.isDryRun { query.set("dryRun", "All") }
    let parameters = query.encoded()
    return OwnRequest(
      method: "POST", target: parameters.isEmpty ? creation.path : "\(creation.path)?\(parameters)",
      accept: AnswerForm(accept: creation.accept).accept,
      body: (draft.object(named: name, in: terms).encoded(), "application/json"))
  }

  /// Waits until the caller is shown the namespace in a list, for a moment at most.
  private func untilShown(_ name: String) async {
    let deadline = Deadline.after(Self.patience)
    while !isShown(name), .now < deadline, let loop = EventLoop.current {
      do throws(WireError) { try await loop.sleep(until: .after(.milliseconds(5))) } catch {
        return
      }
    }
  }

  private func isShown(_ name: String) -> Bool {
    view.value?.selection(of: .namespaces, for: caller.identity.user)?.selects(name: name) == .yes
  }
}
