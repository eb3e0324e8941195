import Harness

/// Measures the rooms on their own, and the program beside nginx.
@main
enum Benchmarks {
  static func main() async throws {
    var report = Report()
    print(Report.heading)
    report.add(try ListScanning.measure())
    report.add(try OwnershipScale.measure())
    if Folder.exists(Nginx.path) {
      try await measureProgram(&report)
    } else {
      print("\(Nginx.path) is not here (make bench-deps): the program itself is not measured")
    }
    try report.write()
  }

  private static func measureProgram(_ report: inout Report) async throws {
    let run = try Run("bailiwick-bench")
    let stage = try await ForwardingStage(in: run)
    let processes = stage.forwarding.bailiwick.processes
    report.add([
      Measurement(
        name: "memory, idle, 2000 namespaces known", value: processes.proportionalMegabytes,
        unit: "MiB", reference: 20)
    ])
    for question in Forwarding.questions {
      report.add(try await stage.forwarding.measure(question))
    }
    report.add([
      Measurement(
        name: "memory, after the load", value: processes.proportionalMegabytes, unit: "MiB",
        reference: nil)
    ])
  }
}
