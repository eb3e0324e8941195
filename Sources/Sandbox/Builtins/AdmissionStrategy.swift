import JSON

/// What is kept for admission; it is stored only, nobody asks it.
struct AdmissionStrategy: StatusStrategy {
  var countsGenerations: Bool { true }
}
