import JSON

/// What `/version` says.
enum ServerVersion {
  /// The version of Kubernetes whose behaviour is shown, marked as not being it.
  static let document: JSONValue = [
    "major": "1", "minor": "36", "emulationMajor": "1", "emulationMinor": "36",
    "minCompatibilityMajor": "1", "minCompatibilityMinor": "35",
    "gitVersion": "v1.36.2+sandbox", "gitCommit": "", "gitTreeState": "",
    "buildDate": "1970-01-01T00:00:00Z", "goVersion": "", "compiler": "",
    "platform": "linux/amd64",
  ]
}
