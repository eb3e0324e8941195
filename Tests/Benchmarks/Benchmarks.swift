import Harness

/// Measures the rooms on their own, and the program beside nginx.
///
/// With arguments, only what has one of them in its name: `Benchmarks ownership "256 connections"`.
@main
enum Benchmarks {
  static func main() async throws {
    var report = Report()
    print(Report.heading)
    for question in JSONFiltering.questions where isWanted(question.name) {
      report.add([try question.measure()])
    }
    if isWanted(FlatMemory.name) { report.add(try FlatMemory.measure()) }
    if isWanted(OwnershipScale.name) { report.add(try OwnershipScale.measure()) }
    let questions = Forwarding.questions.filter { isWanted($0.name) }
    let identities = Forwarding.identities.filter { isWanted($0.name) }
    if !questions.isEmpty || !identities.isEmpty || isWanted(Forwarding.audit.name) {
      guard Folder.exists(Nginx.path) else {
        throw BenchmarkError("\(Nginx.path) is not here: make deps")
      }
      try await measureProgram(questions, identities, &report)
    }
    let crowds = Crowds.names.filter(isWanted)
    if !crowds.isEmpty { try await Crowds.measure(crowds, &report) }
    try report.write()
  }

  private static func isWanted(_ name: String) -> Bool {
    let words = CommandLine.arguments.dropFirst()
    return words.isEmpty || words.contains { name.contains($0) }
  }

  private static func measureProgram(
    _ questions: [Forwarding.Question], _ identities: [Forwarding.Question],
    _ report: inout Report
  ) async throws {
    let run = try Run("bailiwick-bench")
    let stage = try await ForwardingStage(in: run)
    let processes = stage.forwarding.bailiwick.processes
    report.add([
      Measurement(
        name: "memory, idle, 2000 namespaces known", value: processes.proportionalMegabytes,
        unit: "MiB", reference: 20)
    ])
    for question in questions {
      report.add(try await stage.forwarding.measure(question))
    }
    for question in identities {
      for (subject, forwarding) in stage.identities {
        report.add(try await forwarding.measure(question, subject))
      }
    }
    if isWanted(Forwarding.audit.name) {
      report.add(try await stage.audit.measure(Forwarding.audit))
    }
    report.add([
      Measurement(
        name: "memory, after the load", value: processes.proportionalMegabytes, unit: "MiB",
        reference: nil)
    ])
  }
}
