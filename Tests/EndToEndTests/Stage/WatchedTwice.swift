import Harness

/// One watch by a tenant's owner through the proxy and by an administrator past it.
struct WatchedTwice: Sendable {
  let owner: ChildProcess
  let administrator: ChildProcess

  /// Starts both with the same kubectl, and waits until both watch.
  ///
  /// - Parameter narrowing: flags that narrow the administrator's watch to what is the owner's.
  init(_ line: String, by tenancy: Tenancy, narrowing: String = "") async throws {
    // kubectl's log names each request that was answered.
    let line = line + " -v=6"
    owner = try tenancy.start(line)
    administrator = try tenancy.client.kubectl.start(
      "\(line) \(narrowing)".split(separator: " ").map(String.init),
      kubeconfig: tenancy.cluster.apiServer.adminKubeconfig, in: tenancy.cluster.run)
    for (process, who) in [(administrator, "the administrator"), (owner, "the owner")] {
      do {
        try await eventually("\(who) to watch", within: .seconds(60)) {
          guard process.isRunning else { throw Timeout("\(who)'s kubectl ended") }
          return process.errors.contains("watch=true")
        }
      } catch {
        throw Timeout("\(error)", "\(process.errors)")
      }
    }
  }

  /// Waits until the administrator saw enough, and the owner the same.
  func agree(_ isEnough: (String) -> Bool) async throws {
    do {
      try await eventually("the administrator's watch", within: .seconds(60)) {
        isEnough(administrator.output)
      }
      try await eventually("the owner's watch", within: .seconds(20)) {
        owner.output.cellsWithoutAges == administrator.output.cellsWithoutAges
      }
    } catch {
      throw Timeout(
        "\(error)",
        """
        the owner saw
        \(owner.output)\(owner.errors)the administrator saw
        \(administrator.output)\(administrator.errors)
        """)
    }
  }

  func stop() async {
    await owner.stop()
    await administrator.stop()
  }
}

extension String {
  /// The words of each line; `AGE` for every age, which goes on between two answers.
  var cellsWithoutAges: [[String]] {
    split(separator: "\n").map { line in
      line.split(separator: " ").map { word in
        word.wholeMatch(of: /(\d+[smhdy])+|<unknown>/) == nil ? String(word) : "AGE"
      }
    }
  }
}
