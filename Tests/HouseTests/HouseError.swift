/// What keeps a rule of the house from being looked at.
struct HouseError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
