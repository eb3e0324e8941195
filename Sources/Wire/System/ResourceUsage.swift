internal import CSystem

/// What the process has used, for its metrics.
package struct ResourceUsage: Equatable, Sendable {
  /// Nanoseconds on a processor outside the kernel.
  package let userNanoseconds: UInt64
  /// Nanoseconds inside the kernel.
  package let systemNanoseconds: UInt64
  /// Bytes of memory that are in place now; 0 where /proc is not mounted.
  package let residentBytes: UInt64
  /// The most bytes of memory that were in place at once.
  package let peakResidentBytes: UInt64
  /// The most descriptors it may have open.
  package let openFileLimit: UInt64

  /// What it is at this moment (getrusage(2), proc(5)).
  package static var current: ResourceUsage {
    var usage = rusage()
    _ = unsafe cs_resource_usage(&usage)
    return ResourceUsage(
      userNanoseconds: nanoseconds(usage.ru_utime),
      systemNanoseconds: nanoseconds(usage.ru_stime),
      residentBytes: resident(),
      peakResidentBytes: UInt64(clamping: usage.ru_maxrss) * 1024,
      openFileLimit: UInt64(limits().rlim_cur))
  }

  /// Raises the number of descriptors that may be open as far as is allowed, and returns it.
  ///
  /// The soft limit is 1024 for programs that use select(2), which this one does not.
  @discardableResult
  package static func raiseOpenFileLimit() -> UInt64 {
    var limit = limits()
    limit.rlim_cur = limit.rlim_max
    _ = unsafe cs_set_open_file_limit(&limit)
    return UInt64(limits().rlim_cur)
  }

  /// Descriptors that are open now; 0 where /proc is not mounted.
  package static var openFiles: Int {
    // The folder is itself one of them while it is read.
    ((try? FolderContents.names("/proc/self/fd"))?.count).map { max($0 - 1, 0) } ?? 0
  }

  /// The Unix time at which the process began, in seconds; 0 where /proc is not mounted (proc_pid_stat(5),
  /// starttime, and proc_stat(5), btime).
  package static let startTime: Double = {
    guard let own = try? FileContents.read("/proc/self/stat"),
      let system = try? FileContents.read("/proc/stat")
    else { return 0 }
    // The name of the program may hold anything; what follows it is numbers.
    let fields = String(decoding: own, as: UTF8.self).split(separator: ")").last?.split(
      separator: " ")
    let boot = String(decoding: system, as: UTF8.self).split(separator: "\n")
      .first { $0.hasPrefix("btime ") }?.dropFirst("btime ".count)
    guard let fields, fields.count > 19, let ticks = Double(fields[19]), let boot,
      let booted = Double(boot)
    else { return 0 }
    return booted + ticks / Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
  }()

  private static func limits() -> rlimit {
    var limit = rlimit()
    _ = unsafe cs_get_open_file_limit(&limit)
    return limit
  }

  private static func nanoseconds(_ time: timeval) -> UInt64 {
    UInt64(clamping: time.tv_sec) * 1_000_000_000 + UInt64(clamping: time.tv_usec) * 1_000
  }

  private static func resident() -> UInt64 {
    guard let bytes = try? FileContents.read("/proc/self/statm") else { return 0 }
    let pages = bytes.split(separator: UInt8(ascii: " ")).dropFirst().first
    return pages.flatMap { UInt64(String(decoding: $0, as: UTF8.self)) }
      .map { $0 * UInt64(clamping: sysconf(Int32(_SC_PAGESIZE))) } ?? 0
  }
}
