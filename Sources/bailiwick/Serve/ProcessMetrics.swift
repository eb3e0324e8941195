import Metrics
import Wire

/// What is counted of the process and of the machine it runs on.
enum ProcessMetrics {
  static func collect(into samples: inout MetricSamples) {
    let usage = ResourceUsage.current
    samples.add(.cpu, Double(usage.userNanoseconds + usage.systemNanoseconds) / 1e9)
    samples.add(.residentMemory, Double(usage.residentBytes))
    samples.add(.openDescriptors, Double(ResourceUsage.openFiles))
    samples.add(.maximumDescriptors, Double(usage.openFileLimit))
    samples.add(.startTime, ResourceUsage.startTime)
    samples.add(.build, [Version.text], 1)
  }
}
