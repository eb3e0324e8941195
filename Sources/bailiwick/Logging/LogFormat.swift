import ArgumentParser

/// How log lines, and the line that says the program is ready, are written.
enum LogFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case json
}
