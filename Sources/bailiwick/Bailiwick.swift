import ArgumentParser

/// The program.
@main
struct Bailiwick: ParsableCommand {
  func run() {}
}
