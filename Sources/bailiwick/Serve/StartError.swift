/// Why the program cannot start: a sentence for a person, with what to do next.
struct StartError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
