import Harness
import Testing
import Wire

extension EndToEnd {
  /// The pages that say how the program is put before an API server, done as they say.
  ///
  /// One at a time: each has an API server of its own.
  @Suite(.serialized) struct `The pages of the ways in` {
    /// Helm's chart has kinds that the sandbox does without.
    private static let done =
      Ground.all.flatMap { ground in
        ["Sidecar.md", "OutsideTheCluster.md"].map { (ground, $0) }
      }
      + Ground.real.filter { _ in Tool.helm.isThere }.flatMap { ground in
        ["Standalone.md", "UpgradeAndUninstall.md"].map { (ground, $0) }
      }

    @Test(arguments: done)
    func `do what they say`(_ ground: Ground, _ page: String) async throws {
      guard let kubectl = Kubectl.all.last else { throw Timeout("there is no kubectl: make deps") }
      let (run, loops) = (try Run("bailiwick-page"), try EventLoops(count: 1))
      defer { loops.stop() }
      let apiServer = try await ground.start(
        tokens: [User.alice.tokenLine], kubectl: kubectl, loops: loops, in: run)
      let outputs = try await PageScript(page: page).run(
        kubeconfig: apiServer.adminKubeconfig, loops: loops, in: run)
      #expect(!outputs.isEmpty, "\(page) says nowhere what is printed")
      for output in outputs {
        #expect(output.printed == output.expected, "\(output.commands)")
      }
      await apiServer.stop()
    }
  }
}
