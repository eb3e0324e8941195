internal import CSystem

/// The environment of the process, as it was given at start.
package enum ProcessEnvironment {
  package static var variables: [String: String] {
    var variables: [String: String] = [:]
    var next = unsafe cs_environment()
    while let entry = unsafe next?.pointee {
      let text = unsafe String(cString: entry)
      if let equals = text.firstIndex(of: "=") {
        variables[String(text[..<equals])] = String(text[text.index(after: equals)...])
      }
      unsafe next = next?.advanced(by: 1)
    }
    return variables
  }
}
