import KubernetesAPI
import Testing

@testable import Proxy

struct RequestLimiterTests {
  private static func limits(_ change: (inout RequestLimits) -> Void) -> RequestLimits {
    var limits = RequestLimits()
    change(&limits)
    return limits
  }

  @Test func `a user over the own share is told to come again`() throws {
    let limiter = RequestLimiter(Self.limits { $0.requestsPerUser = 2 })
    #expect(limiter.refusal(of: "alice", .short) == nil)
    #expect(limiter.refusal(of: "alice", .short) == nil)
    let refusal = try #require(limiter.refusal(of: "alice", .short))
    #expect(refusal.code == 429 && refusal.reason == "TooManyRequests")
    #expect(refusal.message == "Too many requests, please try again later.")
    #expect(refusal.details?.retryAfterSeconds == 1)
    #expect(limiter.refusal(of: "bob", .short) == nil)
    limiter.leave("alice", .short)
    #expect(limiter.refusal(of: "alice", .short) == nil)
  }

  @Test func `when all is full everybody is told so`() throws {
    let limiter = RequestLimiter(
      Self.limits { $0.streams = 3 })
    for user in ["a", "b", "c"] { #expect(limiter.refusal(of: user, .stream) == nil) }
    let refusal = try #require(limiter.refusal(of: "d", .stream))
    #expect(refusal.code == 503 && refusal.reason == "ServiceUnavailable")
    #expect(refusal.details?.retryAfterSeconds == 5)
  }

  @Test func `streams and requests do not take each other's places`() {
    let limiter = RequestLimiter(
      Self.limits {
        $0.requests = 1
        $0.streams = 1
      })
    #expect(limiter.refusal(of: "alice", .stream) == nil)
    #expect(limiter.refusal(of: "alice", .short) == nil)
    #expect(limiter.underWay(.stream) == 1 && limiter.underWay(.short) == 1)
    limiter.leave("alice", .stream)
    #expect(limiter.underWay(.stream) == 0 && limiter.underWay(.short) == 1)
  }

  @Test func `the standard limits leave a busy user room`() {
    let limits = RequestLimits()
    let limiter = RequestLimiter(limits)
    // A kubectl's burst of discovery, and a controller with fifty informers.
    for _ in 0..<300 { #expect(limiter.refusal(of: "busy", .short) == nil) }
    for _ in 0..<50 { #expect(limiter.refusal(of: "busy", .stream) == nil) }
    #expect(limiter.refusal(of: "another", .short) == nil)
    #expect(limits.streams >= 10_000)
  }
}
