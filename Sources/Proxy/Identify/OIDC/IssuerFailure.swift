/// Why an issuer's keys are not known: a clause about the issuer, fit for a log.
struct IssuerFailure: Error, Equatable, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
