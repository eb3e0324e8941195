import Kubernetes
import Testing
import Wire

@Suite(.timeLimit(.minutes(2)))
struct LeaseElectionTests {
  /// What a contest left behind.
  private struct Outcome {
    let events: [String]
    let requests: [APIRequest]
    let lease: Lease?
    let clock: FakePace

    /// The requests that arrived, as `GET`, `POST` and `PUT`.
    var methods: [String] { requests.map(\.method) }
  }

  /// Contends as `me` until something happens.
  ///
  /// - Parameters:
  ///   - lease: what is there at first.
  ///   - ending: the event that stops the contest.
  ///   - fate: what becomes of each request.
  private func contend(
    _ lease: Lease? = nil, until ending: String, cancels: Bool = false,
    fate: @escaping @Sendable (Int, APIRequest) -> LeaseTransport.Fate = { _, _ in .done }
  ) async -> Outcome {
    let (log, clock, starts) = (EventLog(), FakePace(), Counter())
    let transport = LeaseTransport(lease, log: log, fate: fate)
    let (endings, end) = AsyncStream.makeStream(of: Void.self)
    let happen: @Sendable (String) -> Void = { event in
      log.add(event)
      if event == ending { end.yield() }
    }
    let election = LeaseElection(
      of: Lease.key, identity: "me",
      client: APIClient(
        transport: transport, basePath: "", token: nil, version: "0", pace: clock.pace),
      pace: clock.pace, time: { Timestamp(seconds: 0) }
    ) { report in
      happen("\(report)")
    }
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        await election.run { [leadership = election.leadership] in
          happen(starts.next() == 1 ? "begins" : "begins again")
          await Self.untilCancelled()
          happen("ends, leading: \(leadership.isHeld)")
        }
      }
      for await _ in endings { break }
      if cancels { group.cancelAll() } else { election.stop() }
    }
    #expect(!election.leadership.isHeld)
    return Outcome(
      events: log.events, requests: transport.requests, lease: transport.lease, clock: clock)
  }

  private static func untilCancelled() async {
    do { try await Task.sleep(for: .seconds(86_400)) } catch {}
  }

  private static let gained = "\(ElectionReport.gained)"
  private static let lost = "\(ElectionReport.lost)"
  private static let released = "\(ElectionReport.released)"

  /// The events without the renewals, of which there are as many as time allows.
  private static func plot(_ outcome: Outcome) -> [String] {
    outcome.events.filter { $0 != "PUT me" }
  }

  @Test func `leads, ends what leads, and only then gives up the lease`() async {
    let outcome = await contend(until: "begins")
    #expect(
      Self.plot(outcome) == [
        "POST me", Self.gained, "begins", "ends, leading: true", "PUT ", Self.released,
      ])
    #expect(outcome.lease?.holder == "" && outcome.lease?.duration == .seconds(1))
    let path = "/apis/coordination.k8s.io/v1/namespaces/bailiwick/leases"
    #expect(outcome.requests[0].target == "\(path)/leader")
    #expect(outcome.requests[1].target == path)
    #expect(outcome.requests.allSatisfy { $0.method == "GET" || !$0.isRepeatable })
    #expect(outcome.requests.allSatisfy { $0.deadline.map { $0 <= .seconds(5) } ?? false })
  }

  @Test func `gives up leadership when the API server cannot be reached, in time`() async {
    let outcome = await contend(until: Self.lost) { number, _ in
      number <= 2 ? .done : .fails(.unreachable("refused"))
    }
    let failure = ElectionReport.failed(Lease.key, .unreachable("refused"))
    let events = outcome.events.filter { $0 != "begins" }
    #expect(
      events.prefix(5) == [
        "POST me", Self.gained, "\(failure)", Self.lost, "ends, leading: false",
      ])
    // Before the lease could run out, and after every attempt there was time for.
    #expect(outcome.clock.sleeps.prefix(5) == ArraySlice(repeating: .seconds(2), count: 5))
    #expect(outcome.lease?.holder == "me")
  }

  @Test func `leads again when the lease is gained again, and never twice at once`() async {
    let outcome = await contend(until: "begins again") { number, _ in
      (3...12).contains(number) ? .refused(500) : .done
    }
    #expect(
      Self.plot(outcome).filter { !$0.contains("500") } == [
        "POST me", Self.gained, "begins", Self.lost, "ends, leading: false", Self.gained,
        "begins again", "ends, leading: true", "PUT ", Self.released,
      ])
  }

  @Test func `follows whoever has the lease, and writes nothing`() async {
    let outcome = await contend(.of("other", seconds: 1_000_000), until: "other leads")
    #expect(outcome.events == ["other leads"])
    #expect(Set(outcome.methods) == ["GET"])
    #expect(outcome.lease == .of("other", seconds: 1_000_000))
  }

  @Test func `takes over from one that does not renew, after its lease`() async {
    let outcome = await contend(.of("other"), until: "begins")
    #expect(Self.plot(outcome).prefix(3) == ["other leads", Self.gained, "begins"])
    let waited = outcome.clock.sleeps.prefix(8).reduce(.zero, +)
    #expect(waited >= .seconds(15))
    #expect(outcome.lease?.transitions == 1)
  }

  @Test func `ends at once when somebody else was given the lease`() async {
    let outcome = await contend(until: "other leads") { number, _ in
      number == 3 ? .after(.of("other", seconds: 1_000_000)) : .done
    }
    let events = outcome.events.filter { $0 != "begins" }
    #expect(
      events == ["POST me", Self.gained, Self.lost, "ends, leading: false", "other leads"]
        || events == ["POST me", Self.gained, "other leads", Self.lost, "ends, leading: false"])
    #expect(outcome.methods.prefix(4) == ["GET", "POST", "PUT", "GET"])
    #expect(outcome.lease?.holder == "other")
  }

  @Test(arguments: [403, 404])
  func `says once what is missing, and tries until it is there`(_ code: Int) async {
    let outcome = await contend(until: "begins") { number, request in
      number < 9 && (code == 403 || request.method == "POST") ? .refused(code) : .done
    }
    let failure = ElectionReport.failed(Lease.key, .refused(APIError.Refusal(code: code)))
    #expect(Self.plot(outcome).prefix(4) == ["\(failure)", "POST me", Self.gained, "begins"])
    #expect(
      "\(failure)".contains(code == 403 ? "Let the program get" : "Create the namespace bailiwick"))
  }

  @Test(arguments: [
    "", "[]", "{}", "<html>", #"{"kind":"Lease","metadata":{"name":"leader"}}"#,
  ])
  func `an answer that makes no sense makes no leader`(_ text: String) async {
    let outcome = await contend(until: "begins") { number, _ in
      number <= 6 ? .answers(text) : .done
    }
    #expect(Self.plot(outcome).dropFirst().prefix(3) == ["POST me", Self.gained, "begins"])
    #expect(outcome.methods.prefix(8) == ["GET", "GET", "GET", "GET", "GET", "GET", "GET", "POST"])
  }

  @Test func `leads although the answer to its first write was lost`() async {
    let outcome = await contend(until: "begins") { number, _ in number == 2 ? .doneUnheard : .done }
    #expect(outcome.methods.prefix(4) == ["GET", "POST", "GET", "PUT"])
    #expect(
      Self.plot(outcome).prefix(3) == [
        "POST me", "\(ElectionReport.failed(Lease.key, .timedOut))", Self.gained,
      ])
    #expect(outcome.lease?.holder == "" && outcome.lease?.transitions == 0)
  }

  @Test func `gives up what it may have taken though nobody told it so`() async {
    let failure = "\(ElectionReport.failed(Lease.key, .timedOut))"
    let outcome = await contend(until: failure) { number, _ in number == 2 ? .doneUnheard : .done }
    #expect(outcome.lease?.holder == "")
    #expect(outcome.events.last == Self.released)
  }

  @Test func `a contest that is cancelled ends, and leaves the lease to run out`() async {
    let outcome = await contend(until: "begins", cancels: true)
    #expect(Self.plot(outcome) == ["POST me", Self.gained, "begins", "ends, leading: true"])
    #expect(outcome.lease?.holder == "me")
  }
}
