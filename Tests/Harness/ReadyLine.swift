package import JSON

/// The line with which the program says, in JSON, that requests are served.
package enum ReadyLine {
  /// The line, when a program has written it.
  package static func of(_ process: ChildProcess) -> JSONValue? {
    for text in [process.output, process.errors] {
      // A line is whole only when its end was written.
      for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
        guard let value = try? JSONValue(parsing: Array(line.utf8)), value["ready"]?.bool == true
        else { continue }
        return value
      }
    }
    return nil
  }

  /// Waits for the line; a program that does not write it in time is ended.
  package static func wait(
    for process: ChildProcess, within limit: Duration = .seconds(30)
  ) async throws -> JSONValue {
    let end = ContinuousClock.now + limit
    while ContinuousClock.now < end, process.isRunning {
      if let line = of(process) { return line }
      try await Task.sleep(for: .milliseconds(10))
    }
    let said = "\(process.output)\n\(process.errors)"
    _ = await process.stop(within: .seconds(1))
    throw Timeout("the program did not become ready", said)
  }
}
