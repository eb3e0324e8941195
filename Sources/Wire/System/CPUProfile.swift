internal import CSystem
internal import Glibc

/// Where the time on processors goes: samples of what runs, a hundred for each second of it.
///
/// A timer of the process interrupts whatever thread runs (setitimer(2), ITIMER_PROF), and a handler
/// of signals that takes no lock and no memory notes the chain of callers. What is made of them is
/// gperftools' format, which `pprof` reads together with the program
/// (github.com/gperftools/gperftools, docs/cpuprofile-fileformat.html): names are looked up there and
/// not here.
package enum CPUProfile {
  /// Samples for each second on a processor.
  package static let hertz = 100
  /// Words of room for each sample: as many callers as are usual here.
  private static let wordsOfOne = 40
  /// The most room there is: 32 MiB.
  private static let mostWords = 4 << 20

  /// Begins to take samples; ``end()`` is owed.
  ///
  /// One profile at a time: the caller sees to that.
  ///
  /// - Parameter seconds: how long there is to be room for.
  package static func begin(seconds: Int) throws(WireError) {
    let wanted = seconds.multipliedReportingOverflow(by: hertz * EventLoops.cores * wordsOfOne)
    let words = wanted.overflow ? mostWords : min(max(wanted.partialValue, 4096), mostWords)
    let code = cs_profile_begin(Int32(hertz), words)
    guard code == 0 else { throw .system("beginning a profile", code) }
  }

  /// Ends what began, and gives it in gperftools' format.
  package static func end() -> [UInt8] {
    var bytes: [UInt8] = []
    // Its head: no samples, three words more, a version, the microseconds between samples, nothing.
    for word in [0, 3, 0, UInt64(1_000_000 / hertz), 0] { append(word, to: &bytes) }
    if var next = unsafe cs_profile_end() {
      while unsafe next.pointee > 0 {
        let depth = Int(unsafe next.pointee)
        append(1, to: &bytes)
        for index in 0...depth { append(UInt64(unsafe next[index]), to: &bytes) }
        unsafe next += depth + 1
      }
    }
    cs_profile_free()
    for word: UInt64 in [0, 1, 0] { append(word, to: &bytes) }
    return bytes + ((try? FileContents.read("/proc/self/maps")) ?? [])
  }

  /// Words are written as the machine has them, by which readers know it.
  private static func append(_ word: UInt64, to bytes: inout [UInt8]) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: word >> shift))
    }
  }
}
