import Testing

@testable import Proxy

@Suite struct `The page of profiles` {
  @Test(arguments: [
    ("/debug/pprof/profile", 30), ("/debug/pprof/profile?", 30),
    ("/debug/pprof/profile?seconds=5", 5), ("/debug/pprof/profile?a=b&seconds=300", 300),
    ("/debug/pprof/profile?seconds=0", nil), ("/debug/pprof/profile?seconds=301", nil),
    ("/debug/pprof/profile?seconds=", nil), ("/debug/pprof/profile?seconds=-1", nil),
    ("/debug/pprof/profile?seconds=9999999999999999999", nil),
  ])
  func `is of as many seconds as are asked for`(_ target: String, _ seconds: Int?) {
    #expect(AdminPage.seconds(of: target) == seconds)
  }
}
