/// Why numbers are no public key that may verify a signature.
package enum KeyError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The RSA modulus has so many bits: too few to be safe, or too many to be quick.
  case modulus(bits: Int)
  /// The RSA exponent is even, 1, or longer than anybody's.
  case exponent
  /// A coordinate has not the length that its curve has.
  case coordinate
  /// The point is not on the curve, or the numbers are no key for another reason.
  case invalid

  package var description: String {
    switch self {
    case .modulus(let bits):
      "an RSA key of \(bits) bits, and not of \(VerifyingKey.modulusBits.lowerBound) to "
        + "\(VerifyingKey.modulusBits.upperBound)"
    case .exponent: "an RSA key with an unusable exponent"
    case .coordinate: "a coordinate that is not of its curve's length"
    case .invalid: "numbers that are no key"
    }
  }
}
