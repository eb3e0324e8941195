import Glibc
import Harness
import JSON

/// How much memory a filter takes while answers of growing size go through it.
enum FlatMemory {
  static let name = "memory while filtering"

  /// The most memory during 10 and 100 MB, beside that during 1 MB.
  static func measure() throws -> [Measurement] {
    var measurements: [Measurement] = []
    for (shape, what) in [
      (SyntheticAnswer.Shape.list, "list"), (.table, "table"), (.watch, "watch"),
    ] {
      let least = try peak(shape, megabytes: 1)
      for megabytes in [10, 100] {
        measurements.append(
          Measurement(
            name: "\(name), \(megabytes) MB \(what) and 1 MB",
            value: try peak(shape, megabytes: megabytes), unit: "MiB", reference: least))
      }
    }
    return measurements
  }

  /// The most memory this process had while all objects of an answer went through, in MiB.
  private static func peak(_ shape: SyntheticAnswer.Shape, megabytes: Int) throws -> Double {
    let answer = SyntheticAnswer(shape, count: .max)
    // The same few objects over and over: only the filter is measured, not what feeds it.
    let first = answer.object(0)
    let others = (1..<20).flatMap(answer.object)
    let rounds = (megabytes * 1_000_000 - first.count) / others.count + 1
    var filter = JSONFilter(shape)
    var out: [UInt8] = []
    try forgetPeak()
    try filter.push(answer.head + first, into: &out) { _ in true }
    for _ in 0..<rounds {
      out.removeAll(keepingCapacity: true)
      try filter.push(others, into: &out) { _ in true }
    }
    try filter.push(answer.tail, into: &out) { _ in true }
    try filter.finish()
    guard filter.keptItems == 1 + 19 * rounds else {
      throw BenchmarkError("the filter kept \(filter.keptItems) objects")
    }
    let lines = Folder.text(of: "/proc/self/status").split(separator: "\n")
    let line = lines.first { $0.hasPrefix("VmHWM:") }
    guard
      let kilobytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({
        Double($0)
      })
    else { throw BenchmarkError("/proc/self/status has no VmHWM") }
    return kilobytes / 1024
  }

  /// Sets the peak back to what is resident now (proc(5), `clear_refs`).
  private static func forgetPeak() throws {
    let descriptor = unsafe open("/proc/self/clear_refs", O_WRONLY)
    defer { close(descriptor) }
    guard descriptor >= 0, unsafe Glibc.write(descriptor, "5", 1) == 1 else {
      throw BenchmarkError("/proc/self/clear_refs cannot be written")
    }
  }
}
