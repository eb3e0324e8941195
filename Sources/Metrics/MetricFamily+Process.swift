extension MetricFamily {
  /// Of how the program is run.
  static let ofOperation = [
    ready, certificateEnd, certificateReloads, pageKeysShared, auditLines, auditLinesLost, build,
  ]

  package static let ready = MetricFamily(
    "bailiwick_ready", .gauge, [], "Whether /readyz says so.")
  package static let certificateEnd = MetricFamily(
    "bailiwick_certificate_not_after_seconds", .gauge, ["use"],
    "The Unix time at which the first certificate of a use ends.")
  package static let certificateReloads = MetricFamily(
    "bailiwick_certificate_reloads_total", .counter, ["outcome"],
    "Changes of certificate files that were taken in, or could not be used.")
  package static let pageKeysShared = MetricFamily(
    "bailiwick_page_keys_shared", .gauge, [],
    "Whether the replicas share the keys of page tokens, so that any of them goes on with a list.")
  package static let auditLines = MetricFamily(
    "bailiwick_audit_lines_total", .counter, [], "Lines of the audit log that were taken.")
  package static let auditLinesLost = MetricFamily(
    "bailiwick_audit_lines_lost_total", .counter, [],
    "Lines of the audit log that were lost, because it is written too slowly or not at all.")
  package static let build = MetricFamily(
    "bailiwick_build_info", .gauge, ["version"], "1, for the version that runs.")

  /// Of the process, in the names that every client library has for it.
  static let ofProcess = [
    cpu, residentMemory, openDescriptors, maximumDescriptors, startTime,
  ]

  package static let cpu = MetricFamily(
    "process_cpu_seconds_total", .counter, [], "Seconds on a processor, in the kernel and outside.")
  package static let residentMemory = MetricFamily(
    "process_resident_memory_bytes", .gauge, [], "Bytes of memory that are in place.")
  package static let openDescriptors = MetricFamily(
    "process_open_fds", .gauge, [], "Descriptors that are open.")
  package static let maximumDescriptors = MetricFamily(
    "process_max_fds", .gauge, [], "The most descriptors that may be open.")
  package static let startTime = MetricFamily(
    "process_start_time_seconds", .gauge, [], "The Unix time at which the process began.")
}
