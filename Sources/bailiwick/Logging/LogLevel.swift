import ArgumentParser
import Logging

/// The least level that is logged.
enum LogLevel: String, ExpressibleByArgument, CaseIterable {
  case trace
  case debug
  case info
  case notice
  case warning
  case error

  var level: Logger.Level {
    switch self {
    case .trace: .trace
    case .debug: .debug
    case .info: .info
    case .notice: .notice
    case .warning: .warning
    case .error: .error
    }
  }
}
