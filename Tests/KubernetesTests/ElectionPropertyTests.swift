import Kubernetes
import Testing

struct ElectionPropertyTests {
  @Test(arguments: 0..<24)
  func `there are never two leaders, and in the end there is one`(_ seed: Int) {
    var simulation = ElectionSimulation(seed: UInt64(seed))
    for _ in 0..<4 {
      simulation.run(.seconds(600), isRough: true)
      // Time for what is under way, for the longest pause, and for a lease to run out.
      simulation.run(.seconds(120), isRough: false)
      #expect(simulation.leaders == 1)
    }
    #expect(simulation.clashes == [])
    #expect(simulation.gains >= 4)
  }

  @Test func `leaders that hold on for longer than the lease are found out`() {
    let timing = LeaseTiming(lease: .seconds(15), renewal: .seconds(25), retry: .seconds(2))
    let clashes = (0..<40).flatMap { seed in
      var simulation = ElectionSimulation(timing: timing, seed: UInt64(seed))
      simulation.run(.seconds(600), isRough: true)
      return simulation.clashes
    }
    #expect(!clashes.isEmpty)
  }
}
